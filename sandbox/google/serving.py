"""Serving one of Google's services on loopback: plaintext gRPC, its faults, its refusals."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final, NoReturn

import grpc
from google.rpc.error_details_pb2 import ErrorInfo
from google.rpc.status_pb2 import Status

from sandbox.google.faults import Call, Damage, Fault, Faults

_GRACE: Final = 0.1


class Refused(Exception):
    """The service does not do it."""

    def __init__(self, code: grpc.StatusCode, text: str, reason: str = "") -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Method:
    do: Callable[[Any, Damage], Any]
    """Takes the request and where its payload is to be damaged; answers the response, or raises Refused."""
    request: Any
    """The message's class."""
    response: Any
    """The message's class; None for one without content."""
    permission: str
    about: Callable[[Any], str]
    """The name of the resource that a request is about."""


class Service:
    """A gRPC service with faults, as a handler to add to a server."""

    def __init__(self, name: str, methods: Mapping[str, Method], faults: Faults) -> None:
        self._name = name
        self._methods = methods
        self._faults = faults
        self._under_way: set[asyncio.Task[Any]] = set()
        self.calls: list[Call] = []

    def handler(self) -> Any:
        handlers = {
            name: grpc.unary_unary_rpc_method_handler(
                self._answering(name, method),
                request_deserializer=method.request.deserialize,
                response_serializer=method.response.serialize if method.response else lambda _: b"",
            )
            for name, method in self._methods.items()
        }
        return grpc.method_handlers_generic_handler(self._name, handlers)

    async def close(self) -> None:
        """End what nobody waits for any more."""
        for task in tuple(self._under_way):
            task.cancel()
            with suppress(asyncio.CancelledError, Refused):
                await task

    def _answering(self, name: str, method: Method) -> Callable[[Any, Any], Awaitable[Any]]:
        async def answer(request: Any, context: Any) -> Any:
            task = asyncio.create_task(self._carry_out(name, method, request))
            self._under_way.add(task)
            task.add_done_callback(self._ended)
            try:
                # A service goes on when its caller has hung up.
                return await asyncio.shield(task)
            except Refused as refused:
                await _abort(context, refused)

        return answer

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()

    async def _carry_out(self, name: str, method: Method, request: Any) -> Any:
        about = method.about(request)
        try:
            response = await self._with_fault(name, method, request, about)
        except Refused as refused:
            self.calls.append(Call(name, about, refused.code))
            raise
        self.calls.append(Call(name, about, grpc.StatusCode.OK))
        return response

    async def _with_fault(self, name: str, method: Method, request: Any, about: str) -> Any:
        fault = self._faults.befalling(name) or Fault()
        if fault.wait is not None:
            await fault.wait()
        if fault.code is not None and not fault.carried_out:
            raise _refusal(fault, method, about)
        response = method.do(request, fault.damaged)
        if fault.code is not None:
            raise _refusal(fault, method, about)
        return response


@dataclass(frozen=True, slots=True)
class Running:
    address: str
    """host:port"""
    close: Callable[[], Awaitable[None]]
    """Stops listening and ends what is under way. May be called twice."""


async def listen(service: Service, host: str, port: int) -> Running:
    """Serve on `host`:`port` (0: any free port).

    Raises ValueError when `host` is not a loopback address, OSError when the port is taken.
    """
    if not ip_address(host).is_loopback:
        raise ValueError(f"the sandbox listens on loopback only, not on {host}")
    server = grpc.aio.server(options=(("grpc.so_reuseport", 0),))
    server.add_generic_rpc_handlers((service.handler(),))
    try:
        bound = server.add_insecure_port(f"{host}:{port}")
    except RuntimeError as error:
        raise OSError(f"port {port} is taken") from error
    await server.start()

    async def close() -> None:
        await server.stop(_GRACE)
        await service.close()

    return Running(f"{host}:{bound}", close)


def _refusal(fault: Fault, method: Method, about: str) -> Refused:
    code = fault.code or grpc.StatusCode.UNKNOWN
    texts = {
        grpc.StatusCode.PERMISSION_DENIED: f"Permission '{method.permission}' denied for resource '{about}' "
        "(or it may not exist).",
        grpc.StatusCode.RESOURCE_EXHAUSTED: "Quota exceeded for quota metric of the consumer.",
        grpc.StatusCode.UNAVAILABLE: "The service is currently unavailable.",
        grpc.StatusCode.UNAUTHENTICATED: "Request had invalid authentication credentials.",
    }
    return Refused(code, texts.get(code, f"{code.name} about {about}"), fault.reason)


async def _abort(context: Any, refused: Refused) -> NoReturn:
    status = Status(code=refused.code.value[0], message=refused.text)
    if refused.reason:
        status.details.add().Pack(ErrorInfo(reason=refused.reason, domain="googleapis.com"))
    details = (("grpc-status-details-bin", status.SerializeToString()),)
    await context.abort(refused.code, refused.text, trailing_metadata=details)
    raise AssertionError("abort raises")
