"""What stands in deploy/: valid by the schemas of Compose and Kubernetes, strict about rights, and enough to start."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft7Validator
from kubernetes_validate import ValidationError, latest_version, validate

from bot.app import DRAIN, LET_GO
from bot.cli import main
from bot.settings import OAuthApp, Settings, load
from tests.image.dockerfile import HOUSE, stages_of

DEPLOY: Final = HOUSE / "deploy"
COMPOSE: Final[dict[str, Any]] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
OBJECTS: Final[list[dict[str, Any]]] = [
    each
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for each in yaml.safe_load_all(path.read_text(encoding="utf-8"))
]
*_, IMAGE = stages_of((HOUSE / "Dockerfile").read_text(encoding="utf-8"))
GIVEN: Final = {
    "database": "postgresql://tokenmeter:test@database/tokenmeter",
    "master": "AAAA" * 10 + "AAA=",
    "bot-token": "xoxb-" + "test-" * 3,
    "app-token": "xapp-" + "test-" * 3,
    "signing": "test-" * 6,
    "client-secret": "test-" * 6,
}
"""What is put into the secrets, by a part of their names."""


def ours() -> dict[str, dict[str, Any]]:
    """The compose services that run the image."""
    return {name: each for name, each in COMPOSE["services"].items() if each["image"] == "tokenmeter"}


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    for each in OBJECTS:
        if each["kind"] == "Deployment":
            yield each["metadata"]["name"], each["spec"]["template"]["spec"]


def containers() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, pod in pods():
        for container in (*pod["initContainers"], *pod["containers"]):
            yield name, container


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [each for each in OBJECTS if each["kind"] == kind]


def started_with(environment: dict[str, str], folder: Path) -> Settings:
    """The settings of a process with this environment, whose files hold what is GIVEN."""
    given = {}
    for name, value in environment.items():
        if name.endswith("_FILE"):
            key = Path(value).name.replace("_", "-")
            [content] = [text for part, text in GIVEN.items() if part in key]
            (folder / key).write_text(content, encoding="utf-8")
            given[name] = str(folder / key)
        else:
            given[name] = "" if value.startswith("${") else value
    return load({**given}, folder)


def known() -> set[str]:
    names = {str(field.alias) for field in Settings.model_fields.values()}
    return names | {f"{name}_FILE" for name in names}


def test_compose_is_valid_by_its_own_schema_and_a_misspelt_key_is_not() -> None:
    vendored = files("check_jsonschema").joinpath("builtin_schemas", "vendor", "compose-spec.json")
    schema = Draft7Validator(json.loads(vendored.read_text(encoding="utf-8")))
    assert [error.message for error in schema.iter_errors(COMPOSE)] == []
    assert list(schema.iter_errors(COMPOSE | {"service": {}}))


@pytest.mark.parametrize("version", ["1.29", latest_version()])
def test_each_object_is_valid_by_the_schemas_of_an_older_kubernetes_and_of_the_newest(version: str) -> None:
    for each in OBJECTS:
        validate(each, version, strict=True)
    misspelt = json.loads(json.dumps(of_kind("Deployment")[0]))
    misspelt["spec"]["template"]["spec"]["containers"][0]["livenesProbe"] = {}
    with pytest.raises(ValidationError):
        validate(misspelt, version, strict=True)


def test_what_is_told_to_run_are_commands_that_there_are() -> None:
    told = {tuple(service["command"]) for service in ours().values()}
    told |= {tuple(container["args"]) for _, container in containers()}
    assert told == {("run",), ("worker",), ("migrate",)}
    assert {container["image"] for _, container in containers()} == {f"tokenmeter:{version('tokenmeter')}"}
    assert {command for [command] in told} <= main.commands.keys()


def test_every_pod_keeps_to_the_restricted_standard_and_writes_where_the_image_does() -> None:
    [namespace] = of_kind("Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    user, _, group = IMAGE.last("USER").value.partition(":")
    for name, pod in pods():
        rights = pod["securityContext"]
        assert (rights["runAsNonRoot"], rights["seccompProfile"]) == (True, {"type": "RuntimeDefault"}), name
        assert (rights["runAsUser"], rights["runAsGroup"]) == (int(user), int(group)), name
        assert rights["fsGroup"] == int(group), name
        assert (pod["automountServiceAccountToken"], pod["enableServiceLinks"]) == (False, False), name
        assert all("hostPath" not in volume for volume in pod["volumes"]), name
    for name, container in containers():
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, name
        written = {mount["mountPath"] for mount in container["volumeMounts"] if not mount.get("readOnly")}
        assert written == {"/data", "/tmp"}, name  # noqa: S108  # the image's
        assert container["resources"]["limits"]["memory"], name


def test_the_alert_for_a_full_memory_comes_before_the_limit_ends_the_process() -> None:
    """The drawing of charts, a process of its own, counts for the limit and not for what is told."""
    charts, units = 200e6, {"Mi": 2**20, "Gi": 2**30}
    groups = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    [told] = [
        rule["expr"] for group in groups for rule in group["rules"] if rule["alert"] == "TokenMeterFillsItsMemory"
    ]
    for name, container in containers():
        limit = container["resources"]["limits"]["memory"]
        assert float(told.rpartition(">")[2]) + charts < int(limit[:-2]) * units[limit[-2:]], name


def test_every_container_of_ours_has_no_rights_and_a_closed_root_and_no_folder_of_the_host() -> None:
    for name, service in ours().items():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"]), name
        assert service["security_opt"] == ["no-new-privileges:true"], name
    for name, service in COMPOSE["services"].items():
        assert service["read_only"] is True, name
        assert {volume.partition(":")[0] for volume in service["volumes"]} <= COMPOSE["volumes"].keys(), name
        assert "ports" not in service, name


def test_who_is_told_to_stop_has_longer_than_it_takes() -> None:
    longest = LET_GO + 2 * DRAIN + 10
    assert [name for name, service in ours().items() if int(service["stop_grace_period"][:-1]) < longest] == []
    assert [name for name, pod in pods() if pod["terminationGracePeriodSeconds"] < longest] == []


def test_compose_gives_all_the_settings_that_it_takes_to_start(tmp_path: Path) -> None:
    for service in ours().values():
        assert service["environment"].keys() <= known()
        given = {Path(path).name for name, path in service["environment"].items() if name.endswith("_FILE")}
        assert given == set(service["secrets"]) <= COMPOSE["secrets"].keys()
        settings = started_with(service["environment"], tmp_path)
        assert settings.database.reveal() == GIVEN["database"]
        assert settings.vault == "local"


def test_kubernetes_gives_all_the_settings_that_it_takes_to_start(tmp_path: Path) -> None:
    [config] = of_kind("ConfigMap")
    [secret] = of_kind("Secret")
    assert config["data"].keys() <= known()
    given = {Path(path).name for name, path in config["data"].items() if name.endswith("_FILE")}
    assert given == secret["stringData"].keys()
    settings = started_with(config["data"], tmp_path)
    assert settings.database.reveal() == GIVEN["database"]
    assert settings.vault == "google", "pods share no disk"
    assert isinstance(settings.bot, OAuthApp)
    for name, container in containers():
        assert container["envFrom"] == [{"configMapRef": {"name": config["metadata"]["name"]}}], name
        [folder] = [each["mountPath"] for each in container["volumeMounts"] if each["name"] == "secrets"]
        paths = [value for key, value in config["data"].items() if key.endswith("_FILE")]
        assert {str(Path(path).parent) for path in paths} == {folder}, name


def test_the_database_restarts_nobody_and_each_deployment_outlives_a_machine() -> None:
    budgets = [each["spec"]["selector"]["matchLabels"] for each in of_kind("PodDisruptionBudget")]
    for deployment in of_kind("Deployment"):
        spec = deployment["spec"]
        assert spec["replicas"] >= 2
        assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]
        assert spec["selector"]["matchLabels"] in budgets
        [container] = spec["template"]["spec"]["containers"]
        assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
        assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
        [port] = container["ports"]
        assert str(port["containerPort"]) == IMAGE.last("EXPOSE").value


def test_the_service_leads_to_the_bot_and_the_policy_holds_for_all() -> None:
    [service] = of_kind("Service")
    labels = [each["spec"]["template"]["metadata"]["labels"] for each in of_kind("Deployment")]
    assert [each["app.kubernetes.io/component"] for each in labels if each == service["spec"]["selector"]] == ["run"]
    [policy] = of_kind("NetworkPolicy")
    assert policy["spec"]["policyTypes"] == ["Ingress", "Egress"]
    assert all(policy["spec"]["podSelector"]["matchLabels"].items() <= each.items() for each in labels)
