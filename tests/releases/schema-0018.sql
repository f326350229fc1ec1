BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0018');
CREATE TABLE alert (
	uid VARCHAR NOT NULL, 
	workspace VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	scope VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	card VARCHAR NOT NULL, 
	seen_at DATETIME NOT NULL, 
	since DATETIME NOT NULL, 
	state VARCHAR NOT NULL, 
	changed_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	untold BOOLEAN NOT NULL, 
	body VARCHAR NOT NULL, 
	CONSTRAINT pk_alert PRIMARY KEY (uid), 
	CONSTRAINT fk_alert_workspace FOREIGN KEY(workspace) REFERENCES workspace (id), 
	CONSTRAINT fk_alert_rule FOREIGN KEY(rule) REFERENCES subscription (uid)
);
CREATE TABLE api_key (
	connection INTEGER NOT NULL, 
	external_id VARCHAR NOT NULL, 
	hint VARCHAR NOT NULL, 
	admin BOOLEAN NOT NULL, 
	project VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	owner_state VARCHAR NOT NULL, 
	created_at DATETIME, 
	last_used_at DATETIME, 
	expires_at DATETIME, 
	CONSTRAINT pk_api_key PRIMARY KEY (connection, external_id), 
	CONSTRAINT fk_api_key_connection FOREIGN KEY(connection) REFERENCES connection (id)
);
INSERT INTO "api_key" VALUES(1,'key_07add90f1cbec8ca','0001',1,'','user-e4YitV4iVE5PMw5idAbdk5Mg','there','2026-11-28 00:39:48.000000','2026-11-28 00:39:48.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_OY5ZjcxMoB0cYYZp','8k4y',0,'proj_yXitefwrzlco9BQan4jwfJvM','svc_acct_67Qn9D72yWEgIDpvDJtO','there','2025-10-14 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_RGfyz7n9rMYgBl2Z','cgQz',0,'proj_yXitefwrzlco9BQan4jwfJvM','svc_acct_67Qn9D72yWEgIDpvDJtO','there','2025-11-03 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_4PY3axVjVEI9tG9I','E1xj',0,'proj_yXitefwrzlco9BQan4jwfJvM','user-F9aluLrebVqH2KGHdCCwCmwW','there','2026-10-29 00:00:00.000000','2026-11-28 00:00:00.000000','2026-12-07 00:00:00.000000');
INSERT INTO "api_key" VALUES(1,'key_PJe2KpkJmIwSIQaW','xNeR',0,'proj_HMsZc8UOF2lIT6YnDaMhRt0f','svc_acct_0liLFhWTdUPbSqLTLSi1','there','2025-10-19 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_UHareHlGeAxErsvd','91T1',0,'proj_HMsZc8UOF2lIT6YnDaMhRt0f','svc_acct_0liLFhWTdUPbSqLTLSi1','there','2026-05-22 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_eBuz0dDfGIC2aQMv','FGbH',0,'proj_HMsZc8UOF2lIT6YnDaMhRt0f','user-IRU1hPgV7OfuCSXnQ0ACjjfw','there','2025-10-24 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_KKGrwlAm5EGcHRM8','IwuQ',0,'proj_HMsZc8UOF2lIT6YnDaMhRt0f','svc_acct_0liLFhWTdUPbSqLTLSi1','there','2026-09-29 00:00:00.000000','2026-10-14 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_PIDtpPBf76YXC26l','sfQq',0,'proj_X1cCBnw9jJs4hIT56ZpiyZcy','svc_acct_24ZY8Z1TTHXts8zEAM3x','there','2025-11-13 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_yESZwwYsBw7fTS5Q','lAIP',0,'proj_X1cCBnw9jJs4hIT56ZpiyZcy','svc_acct_24ZY8Z1TTHXts8zEAM3x','there','2025-11-17 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_9QW6G2jjtgLnPUJO','25UL',0,'proj_3tK7kOmONtenxI5LuJBUrKED','svc_acct_e840Y9UeKbPmR3tXXyes','there','2025-11-21 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_isJZDDuVUFjuGE3K','opas',0,'proj_3tK7kOmONtenxI5LuJBUrKED','svc_acct_e840Y9UeKbPmR3tXXyes','there','2025-12-13 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_AXQXkSjW0s3Pyz8M','dG18',0,'proj_G24l3hUa4YFnCQfZGqRkVeyC','svc_acct_zGPRbi1b0I4tKWpboZlK','there','2025-11-27 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_D5UUUmCgOFZozETu','w8LP',0,'proj_bD60GwpzPu0n11K8jm2a0ZAO','user-OmgQWEiEyu6eTFImT7PB2mx8','there','2025-12-03 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_hydsRUpSerdQuy5y','Mg3p',0,'proj_bD60GwpzPu0n11K8jm2a0ZAO','user-0sb7newXF93Aq3L4rfK1TTZE','there','2026-04-09 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_0eqGnZZmiFmb3VrX','hU6G',0,'proj_bD60GwpzPu0n11K8jm2a0ZAO','user-dnHcmzTUWchIxERRloi68Yxb','left','2026-02-01 00:00:00.000000','2026-11-25 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_PUaXDzc24vqkacAf','cKCn',0,'proj_t7HWUPB7NVlp19GgjE2DgphH','user-c8M6k0RF37aDHzftzHMppYdU','there','2026-01-02 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_sdo3RxnfS8vir7uI','LfzG',0,'proj_t7HWUPB7NVlp19GgjE2DgphH','user-c8M6k0RF37aDHzftzHMppYdU','there','2026-07-31 00:00:00.000000',NULL,NULL);
INSERT INTO "api_key" VALUES(1,'key_5hMjGy067lCcqMHH','ajAh',0,'proj_3Uu87XrQfJEmsuCoX5Ig3cN8','svc_acct_1eqkI2mJwn0PwgY3x5GH','there','2026-02-01 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_G20wW8qMo2PyETiL','hoOw',0,'proj_3Uu87XrQfJEmsuCoX5Ig3cN8','svc_acct_1eqkI2mJwn0PwgY3x5GH','there','2026-02-01 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_bev78fBeWMCkoEj0','FNnh',0,'proj_3Uu87XrQfJEmsuCoX5Ig3cN8','user-exGev6VjpHHL3HuG2RqXEdBi','there','2026-05-22 00:00:00.000000','2026-09-13 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_8SlDZfOEGAtn9AXf','fZPk',0,'proj_HgEVAzXHFpiQ6mrb3lLkySdW','svc_acct_Jouw0herrgvYK4aJyWaF','there','2026-03-11 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_d9PNBUfZJJTcx2v3','1p6O',0,'proj_ZY0lvBn4yd9FFHpUqkSYSPZL','svc_acct_VtY2DBsLWv4O4t9pwZWP','there','2026-04-28 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_YewWYbuK7ISMwxX0','3O55',0,'proj_z9jAxzQFgdVmvTEJMh4qvl0S','svc_acct_ypxZHvhklO37ak08Zpyp','there','2026-06-10 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
INSERT INTO "api_key" VALUES(1,'key_GtAIyryXixe8QDzo','yyWS',0,'proj_z9jAxzQFgdVmvTEJMh4qvl0S','user-6uBM7TFfJT4Q695Tin3imzEB','there','2026-09-19 00:00:00.000000','2026-11-19 00:00:00.000000','2026-12-03 00:00:00.000000');
INSERT INTO "api_key" VALUES(1,'key_scUlnJtJegadxK9B','IOgH',0,'proj_2qWyXQWphfuLmfOSFzEd7BYF','user-INtf2DYTeNcoluHc4Y3LaX5Q','there','2026-08-02 00:00:00.000000','2026-11-28 00:00:00.000000',NULL);
CREATE TABLE audit (
	workspace VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR NOT NULL, 
	action VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	details VARCHAR NOT NULL, 
	previous BLOB NOT NULL, 
	hash BLOB NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (workspace, seq)
);
INSERT INTO "audit" VALUES('T0ACME',1,'2026-11-28 00:39:51.975308','U0ANA','connected','Acme production','{"connection":"cd461b3fb1abba9f","key":"0001","organization":"cobalt-and-sons-28lyon","provider":"openai","resumed":"no"}',X'0000000000000000000000000000000000000000000000000000000000000000',X'70085AFE10EA7DBA783E234CB5F872211C2F4632FFBA588F4BB6EC54CAB7B9E9');
CREATE TABLE colour (
	workspace VARCHAR NOT NULL, 
	dimension VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	slot INTEGER NOT NULL, 
	CONSTRAINT pk_colour PRIMARY KEY (workspace, dimension, label), 
	CONSTRAINT fk_colour_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "colour" VALUES('T0ACME','model','gpt-5-mini-2025-08-07',0);
INSERT INTO "colour" VALUES('T0ACME','model','gpt-5.1-2025-11-13',1);
INSERT INTO "colour" VALUES('T0ACME','model','gpt-6-astra',2);
INSERT INTO "colour" VALUES('T0ACME','model','gpt-realtime-2025-08-28',3);
INSERT INTO "colour" VALUES('T0ACME','model','gpt-5-2025-08-07',4);
CREATE TABLE connection (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid VARCHAR NOT NULL, 
	workspace VARCHAR NOT NULL, 
	provider VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	organization VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	secret_ref BLOB NOT NULL, 
	fingerprint BLOB NOT NULL, 
	key_hint VARCHAR NOT NULL, 
	key_since DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	backfill_from DATE NOT NULL, 
	collected_at DATETIME, 
	next_collect_at DATETIME NOT NULL, 
	lease_holder VARCHAR, 
	lease_until DATETIME, 
	trouble VARCHAR, 
	trouble_detail VARCHAR NOT NULL, 
	trouble_since DATETIME, 
	names_missing VARCHAR NOT NULL, disconnected_at DATETIME, history_goes BOOLEAN DEFAULT 0 NOT NULL, key_expires_at DATETIME, replaced_ref BLOB, key_proven BOOLEAN DEFAULT 1 NOT NULL, organization_since DATE, reconciled_at DATETIME, names_read_at DATETIME, 
	CONSTRAINT fk_connection_workspace FOREIGN KEY(workspace) REFERENCES workspace (id), 
	CONSTRAINT uq_connection_uid UNIQUE (uid), 
	CONSTRAINT uq_connection_workspace_fingerprint UNIQUE (workspace, fingerprint), 
	CONSTRAINT uq_connection_workspace_name_key UNIQUE (workspace, name_key)
);
INSERT INTO "connection" VALUES(1,'cd461b3fb1abba9f','T0ACME','openai','Acme production','acme production','cobalt-and-sons-28lyon','U0ANA',X'01701CCD183892C7D958CFF8EA2EEFFB60945F24C455B400EB2DFF3F812180B1F8FFF8000A22B1507B91CA6D9ACF635D4893EC927ED6869C086B4203902C22A6CC8E89266C2E06FBF4961F7856BAA6526EB80AF471591027A67E5C2E0199459C0ADA99BE24C24ED4D6D842F46DD537EB5BB45A6EF3C9CDF8AD926C641EC18BDFA1D5A91F7E',X'9AF6783D0E2A80AF66C7FEB1991F5F6AD925AF71F87DC24FE42E68A35C8D3268','0001','2026-11-28 00:39:51.975308','2026-11-28 00:39:51.975308','2026-11-26','2026-11-28 00:39:53.185907','2026-11-28 00:50:36.192366',NULL,NULL,NULL,'',NULL,'[]',NULL,0,NULL,NULL,1,'2025-10-04',NULL,'2026-11-28 00:39:53.174436');
CREATE TABLE cost_daily (
	connection BIGINT NOT NULL, 
	start BIGINT NOT NULL, 
	series BIGINT NOT NULL, 
	nanos BIGINT NOT NULL, 
	quantity DOUBLE, 
	CONSTRAINT pk_cost_daily PRIMARY KEY (connection, start, series)
)
 WITHOUT ROWID

;
INSERT INTO "cost_daily" VALUES(1,1795651200,45,4211906946,220172867.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,46,1890211388,790470.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,47,2536714520,265208.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,48,12303470150,2957.56494);
INSERT INTO "cost_daily" VALUES(1,1795651200,49,19369245,162001.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,50,20309249720,2123288.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,51,5285166002,13813816.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,52,462500000,185.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,53,4552767830,237991.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,54,1749739319,14634516.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,55,2751554894,57533819.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,56,1625732562,13597345.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,57,16319474920,5687219.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,58,9583653663,5009751.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,59,2273172466,3802484.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,60,5437750708,28425252.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,61,12125483545,1267693.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,62,7107680336,9288657.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,63,2692653098,14075552.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,64,39945353,20881.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,65,141586372,7401274.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,66,6317587,330245.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,67,660000000,22.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,68,4830000000,115.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,69,1170000000,117.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,70,31981056,66871.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,71,6751940674,70590075.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,72,246045337,4115761.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,73,1515571200,364.32);
INSERT INTO "cost_daily" VALUES(1,1795651200,74,220482815,23051.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,75,792000000,72.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,76,1396299896,1167841.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,77,87631794,4580857.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,78,680000000,272.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,79,72732260,9505.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,80,5758338900,120404368.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,81,9980586098,8347589.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,82,23533773825,1640270.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,83,402259518,262846.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,84,5484676598,3583819.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,85,213384973,11154468.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,86,257607296,13466142.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,87,904596484,472868.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,88,153042296,400006.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,89,18374604,153682.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,90,8310000000,831.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,91,763157872,638292.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,92,1910618315,199751.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,93,14178666272,231617.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,94,3760300000,626.716667);
INSERT INTO "cost_daily" VALUES(1,1795651200,95,469811757,163726.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,96,13918069760,1818880.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,97,33986768147,177662144.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,98,40459950,11280.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,99,4059274090,21219415.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,100,730546005,50918.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,101,1284202639,3356515.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,102,4521014326,2954139.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,103,744299279,622519.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,104,19767464208,16533164.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,105,1071788858,280133.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,106,3120000000,104.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,107,1158647341,60567033.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,108,27419842025,2866685.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,109,7244922017,9468011.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,110,8519497675,1781390.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,111,4887776575,8176103.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,112,329035809,1719999.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,113,5967309663,3899183.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,114,1479353508,193329.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,115,1307214499,4555548.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,116,8193971265,5354137.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,117,259581666,1085548.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,118,54968859,45975.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,119,6541025,22795.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,120,4083929790,1138576.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,121,2281198171,11924716.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,122,9181424035,73838305.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,123,4136040000,275736.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,124,24195848012,126481171.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,125,3358735402,702297.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,126,15087356576,492922.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,127,1466184416,95804.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,128,43694611092,28551105.0);
INSERT INTO "cost_daily" VALUES(1,1795651200,129,910000000,91.0);
CREATE TABLE "delivery" (
	id INTEGER NOT NULL, 
	workspace VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	claimed_at DATETIME NOT NULL, 
	channel VARCHAR NOT NULL, 
	ts VARCHAR NOT NULL, 
	sent_at DATETIME, 
	begun_at DATETIME NOT NULL, 
	CONSTRAINT pk_delivery PRIMARY KEY (id), 
	CONSTRAINT uq_delivery_workspace_kind_key UNIQUE (workspace, kind, "key"), 
	CONSTRAINT fk_delivery_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "delivery" VALUES(1,'T0ACME','import','cd461b3fb1abba9f','2026-11-28 00:39:52.173801','D0ANA','1795826392.377061','2026-11-28 00:39:52.428159','2026-11-28 00:39:52.173801');
INSERT INTO "delivery" VALUES(2,'T0ACME','first chart','cd461b3fb1abba9f','2026-11-28 00:39:53.733893','','',NULL,'2026-11-28 00:39:53.733893');
CREATE TABLE difference (
	connection INTEGER NOT NULL, 
	endpoint VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	unit VARCHAR NOT NULL, 
	ours BIGINT NOT NULL, 
	theirs BIGINT NOT NULL, 
	CONSTRAINT pk_difference PRIMARY KEY (connection, endpoint, day, unit), 
	CONSTRAINT fk_difference_connection FOREIGN KEY(connection) REFERENCES connection (id)
);
CREATE TABLE installation (
	id VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	only INTEGER NOT NULL, 
	CONSTRAINT pk_installation PRIMARY KEY (only)
);
INSERT INTO "installation" VALUES('d257c78e4bb6f9af','2026-11-28 00:39:50.932004',1);
CREATE TABLE ledger (
	connection INTEGER NOT NULL, 
	endpoint VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	width VARCHAR NOT NULL, 
	grouping VARCHAR NOT NULL, 
	collected_at DATETIME NOT NULL, 
	total BIGINT NOT NULL, 
	same_since DATETIME NOT NULL, 
	CONSTRAINT pk_ledger PRIMARY KEY (connection, endpoint, day), 
	CONSTRAINT fk_ledger_connection FOREIGN KEY(connection) REFERENCES connection (id)
);
INSERT INTO "ledger" VALUES(1,'decisions','2026-11-26','1h','["project", "user", "key", "model", "batch", "tier", "api_source"]','2026-11-28 00:39:52.186050',2039011,'2026-11-28 00:39:52.186050');
INSERT INTO "ledger" VALUES(1,'decisions','2026-11-27','1h','["project", "user", "key", "model", "batch", "tier", "api_source"]','2026-11-28 00:39:52.186050',2003237,'2026-11-28 00:39:52.186050');
INSERT INTO "ledger" VALUES(1,'decisions','2026-11-28','1h','["project", "user", "key", "model", "batch", "tier", "api_source"]','2026-11-28 00:39:52.186050',0,'2026-11-28 00:39:52.186050');
INSERT INTO "ledger" VALUES(1,'embeddings','2026-11-26','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.186424',187776867,'2026-11-28 00:39:52.186424');
INSERT INTO "ledger" VALUES(1,'embeddings','2026-11-27','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.186424',150004006,'2026-11-28 00:39:52.186424');
INSERT INTO "ledger" VALUES(1,'embeddings','2026-11-28','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.186424',1433910,'2026-11-28 00:39:52.186424');
INSERT INTO "ledger" VALUES(1,'moderations','2026-11-26','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.186724',8322032,'2026-11-28 00:39:52.186724');
INSERT INTO "ledger" VALUES(1,'moderations','2026-11-27','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.186724',8136982,'2026-11-28 00:39:52.186724');
INSERT INTO "ledger" VALUES(1,'moderations','2026-11-28','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.186724',45137,'2026-11-28 00:39:52.186724');
INSERT INTO "ledger" VALUES(1,'images','2026-11-26','1h','["project", "user", "key", "model", "size", "source"]','2026-11-28 00:39:52.187016',537,'2026-11-28 00:39:52.187016');
INSERT INTO "ledger" VALUES(1,'images','2026-11-27','1h','["project", "user", "key", "model", "size", "source"]','2026-11-28 00:39:52.187016',493,'2026-11-28 00:39:52.187016');
INSERT INTO "ledger" VALUES(1,'images','2026-11-28','1h','["project", "user", "key", "model", "size", "source"]','2026-11-28 00:39:52.187016',2,'2026-11-28 00:39:52.187016');
INSERT INTO "ledger" VALUES(1,'audio_speeches','2026-11-26','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.187325',293893,'2026-11-28 00:39:52.187325');
INSERT INTO "ledger" VALUES(1,'audio_speeches','2026-11-27','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.187325',277955,'2026-11-28 00:39:52.187325');
INSERT INTO "ledger" VALUES(1,'audio_speeches','2026-11-28','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.187325',315,'2026-11-28 00:39:52.187325');
INSERT INTO "ledger" VALUES(1,'audio_transcriptions','2026-11-26','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.187606',40082,'2026-11-28 00:39:52.187606');
INSERT INTO "ledger" VALUES(1,'audio_transcriptions','2026-11-27','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.187606',42443,'2026-11-28 00:39:52.187606');
INSERT INTO "ledger" VALUES(1,'audio_transcriptions','2026-11-28','1h','["project", "user", "key", "model"]','2026-11-28 00:39:52.187606',0,'2026-11-28 00:39:52.187606');
INSERT INTO "ledger" VALUES(1,'vector_stores','2026-11-26','1h','["project"]','2026-11-28 00:39:52.187898',172773649415,'2026-11-28 00:39:52.187898');
INSERT INTO "ledger" VALUES(1,'vector_stores','2026-11-27','1h','["project"]','2026-11-28 00:39:52.187898',155188979564,'2026-11-28 00:39:52.187898');
INSERT INTO "ledger" VALUES(1,'vector_stores','2026-11-28','1h','["project"]','2026-11-28 00:39:52.187898',170724950016,'2026-11-28 00:39:52.187898');
INSERT INTO "ledger" VALUES(1,'code_interpreter_sessions','2026-11-26','1h','["project"]','2026-11-28 00:39:52.187965',149,'2026-11-28 00:39:52.187965');
INSERT INTO "ledger" VALUES(1,'code_interpreter_sessions','2026-11-27','1h','["project"]','2026-11-28 00:39:52.187965',154,'2026-11-28 00:39:52.187965');
INSERT INTO "ledger" VALUES(1,'code_interpreter_sessions','2026-11-28','1h','["project"]','2026-11-28 00:39:52.187965',0,'2026-11-28 00:39:52.187965');
INSERT INTO "ledger" VALUES(1,'completions','2026-11-26','1h','["project", "user", "key", "model", "batch", "tier", "api_source"]','2026-11-28 00:39:52.185604',1605105835,'2026-11-28 00:39:52.185604');
INSERT INTO "ledger" VALUES(1,'completions','2026-11-27','1h','["project", "user", "key", "model", "batch", "tier", "api_source"]','2026-11-28 00:39:52.185604',1247332836,'2026-11-28 00:39:52.185604');
INSERT INTO "ledger" VALUES(1,'completions','2026-11-28','1h','["project", "user", "key", "model", "batch", "tier", "api_source"]','2026-11-28 00:39:52.185604',6324058,'2026-11-28 00:39:52.185604');
INSERT INTO "ledger" VALUES(1,'file_search_calls','2026-11-26','1h','["project", "user", "key", "vector_store"]','2026-11-28 00:39:52.188020',835,'2026-11-28 00:39:52.188020');
INSERT INTO "ledger" VALUES(1,'file_search_calls','2026-11-27','1h','["project", "user", "key", "vector_store"]','2026-11-28 00:39:52.188020',819,'2026-11-28 00:39:52.188020');
INSERT INTO "ledger" VALUES(1,'file_search_calls','2026-11-28','1h','["project", "user", "key", "vector_store"]','2026-11-28 00:39:52.188020',5,'2026-11-28 00:39:52.188020');
INSERT INTO "ledger" VALUES(1,'web_search_calls','2026-11-26','1h','["project", "user", "key", "model", "context_level", "api_source"]','2026-11-28 00:39:52.188077',1547,'2026-11-28 00:39:52.188077');
INSERT INTO "ledger" VALUES(1,'web_search_calls','2026-11-27','1h','["project", "user", "key", "model", "context_level", "api_source"]','2026-11-28 00:39:52.188077',1381,'2026-11-28 00:39:52.188077');
INSERT INTO "ledger" VALUES(1,'web_search_calls','2026-11-28','1h','["project", "user", "key", "model", "context_level", "api_source"]','2026-11-28 00:39:52.188077',0,'2026-11-28 00:39:52.188077');
INSERT INTO "ledger" VALUES(1,'costs','2026-11-26','1d','["project", "item", "key", "api_source"]','2026-11-28 00:39:52.184820',466447857147,'2026-11-28 00:39:52.184820');
INSERT INTO "ledger" VALUES(1,'costs','2026-11-27','1d','["project", "item", "key", "api_source"]','2026-11-28 00:39:52.184820',0,'2026-11-28 00:39:52.184820');
INSERT INTO "ledger" VALUES(1,'costs','2026-11-28','1d','["project", "item", "key", "api_source"]','2026-11-28 00:39:52.184820',0,'2026-11-28 00:39:52.184820');
CREATE TABLE name (
	connection INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	external_id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	active BOOLEAN NOT NULL, email_mark BLOB, 
	CONSTRAINT pk_name PRIMARY KEY (connection, kind, external_id), 
	CONSTRAINT fk_name_connection FOREIGN KEY(connection) REFERENCES connection (id)
);
INSERT INTO "name" VALUES(1,'project','proj_mweQct85maRVMvGx72cWP00T','Default project',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_yXitefwrzlco9BQan4jwfJvM','Search & Rank',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_HMsZc8UOF2lIT6YnDaMhRt0f','Support copilot',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_PJ7rQp4PJbrXiRUnYaUBT4Uq','Legacy chatbot',0,NULL);
INSERT INTO "name" VALUES(1,'project','proj_X1cCBnw9jJs4hIT56ZpiyZcy','Billing bot',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_3tK7kOmONtenxI5LuJBUrKED','Doc ingestion',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_G24l3hUa4YFnCQfZGqRkVeyC','nightly-eval',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_bD60GwpzPu0n11K8jm2a0ZAO','Data labs',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_t7HWUPB7NVlp19GgjE2DgphH','Marketing drafts',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','Mobile app',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_HgEVAzXHFpiQ6mrb3lLkySdW','Code review bot',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_ZY0lvBn4yd9FFHpUqkSYSPZL','Sales research',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_z9jAxzQFgdVmvTEJMh4qvl0S','Voice notes',1,NULL);
INSERT INTO "name" VALUES(1,'project','proj_2qWyXQWphfuLmfOSFzEd7BYF','客服助手 Asia',1,NULL);
INSERT INTO "name" VALUES(1,'user','user-e4YitV4iVE5PMw5idAbdk5Mg','Ana Ruiz',1,X'704A58337994F03D55F1116D590926C1');
INSERT INTO "name" VALUES(1,'user','user-lWedplK6Gam0rNyeMetE5r8s','Ben Okafor',1,X'F39D81FB48AFD4C1BB465AE24C80A8A1');
INSERT INTO "name" VALUES(1,'user','user-uYhnWFTbM1ln32yzTQ5LCwhH','Chloé Martin',1,X'A802E2FEEA5FEEDA6C610CF5563EFF5B');
INSERT INTO "name" VALUES(1,'user','user-IRU1hPgV7OfuCSXnQ0ACjjfw','Daniel Weiss',1,X'4E3CA3D3B80046560ADF69D13D82FEE4');
INSERT INTO "name" VALUES(1,'user','user-F9aluLrebVqH2KGHdCCwCmwW','Elif Kaya',1,X'51626C99D767425A6AA69FB1F25DA6E3');
INSERT INTO "name" VALUES(1,'user','user-vxoSK7UQTRDBUrR4lOlIgf1D','Farid Haddad',1,X'A9ECCF8917405FDEC814501B769E4A11');
INSERT INTO "name" VALUES(1,'user','user-xSbIxYISd8r5BhgZXKM1LKj4','Greta Lindholm',1,X'47CDFEF37C8B00005D21230293A7E789');
INSERT INTO "name" VALUES(1,'user','user-OmgQWEiEyu6eTFImT7PB2mx8','Hiro Tanaka',1,X'2029E1DEBA6F82A6672177AE728590B1');
INSERT INTO "name" VALUES(1,'user','user-iixaXkFJeUan51csYsthROSI','Ines Costa',1,X'6614459DC030280E98534AC823C9DBD3');
INSERT INTO "name" VALUES(1,'user','user-c8M6k0RF37aDHzftzHMppYdU','Jonas Vogel',1,X'99807CBB7698397F0C93A4840D1BD2F5');
INSERT INTO "name" VALUES(1,'user','user-1jQSnDqrgzQiLI5pRAkjUF6H','Katya Orlova',1,X'F8677806748222436E9F80FA3448D3F6');
INSERT INTO "name" VALUES(1,'user','user-exGev6VjpHHL3HuG2RqXEdBi','Liam Byrne',1,X'EA9F7537693240FB5E73A49E9FFB0C6F');
INSERT INTO "name" VALUES(1,'user','user-INtf2DYTeNcoluHc4Y3LaX5Q','Mei Chen',1,X'2A0A728CDDC82D3C30F1A2089D079D26');
INSERT INTO "name" VALUES(1,'user','user-0sb7newXF93Aq3L4rfK1TTZE','Noor Rahman',1,X'DE212F26486A5F3EEFD4E990D099E9F9');
INSERT INTO "name" VALUES(1,'user','user-I2y5YAWFFLBZCprevGJug8i1','Oscar Nilsson',1,X'2F7BA78393E6BD92A4F7514EBFC0B46C');
INSERT INTO "name" VALUES(1,'user','user-6uBM7TFfJT4Q695Tin3imzEB','Priya Nair',1,X'97CD4406C1E64B9843B35805869977B8');
INSERT INTO "name" VALUES(1,'user','user-ZK1NbP18fbEwlGIoDNTvVW87','Rosa Álvarez',1,X'DB9B08388A5246FCAAABD412D35ED00D');
INSERT INTO "name" VALUES(1,'key','key_07add90f1cbec8ca','TokenMeter',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_OY5ZjcxMoB0cYYZp','ranker-prod',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_RGfyz7n9rMYgBl2Z','query-rewrite',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_4PY3axVjVEI9tG9I','ranker-canary',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_PJe2KpkJmIwSIQaW','copilot-prod',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_UHareHlGeAxErsvd','copilot-priority',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_eBuz0dDfGIC2aQMv','copilot-staging',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_KKGrwlAm5EGcHRM8','load-test',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_PIDtpPBf76YXC26l','billing-prod',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_yESZwwYsBw7fTS5Q','invoice-batch',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_9QW6G2jjtgLnPUJO','ingest-batch',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_isJZDDuVUFjuGE3K','ingest-live',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_AXQXkSjW0s3Pyz8M','nightly-eval',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_D5UUUmCgOFZozETu','lab-hiro',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_hydsRUpSerdQuy5y','lab-noor',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_0eqGnZZmiFmb3VrX','quentin-notebook',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_PUaXDzc24vqkacAf','drafts',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_sdo3RxnfS8vir7uI','intern-test',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_5hMjGy067lCcqMHH','mobile-ios',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_G20wW8qMo2PyETiL','mobile-android',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_bev78fBeWMCkoEj0','hackday-demo',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_8SlDZfOEGAtn9AXf','reviewer',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_d9PNBUfZJJTcx2v3','sales-agent',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_YewWYbuK7ISMwxX0','voice-prod',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_GtAIyryXixe8QDzo','voice-pilot',1,NULL);
INSERT INTO "name" VALUES(1,'key','key_scUlnJtJegadxK9B','cs-asia',1,NULL);
INSERT INTO "name" VALUES(1,'user','svc_acct_67Qn9D72yWEgIDpvDJtO','ranker (service account)',1,NULL);
INSERT INTO "name" VALUES(1,'user','svc_acct_0liLFhWTdUPbSqLTLSi1','copilot (service account)',1,NULL);
INSERT INTO "name" VALUES(1,'user','svc_acct_24ZY8Z1TTHXts8zEAM3x','billing (service account)',1,NULL);
INSERT INTO "name" VALUES(1,'user','svc_acct_e840Y9UeKbPmR3tXXyes','ingest (service account)',1,NULL);
INSERT INTO "name" VALUES(1,'user','svc_acct_zGPRbi1b0I4tKWpboZlK','eval-runner (service account)',1,NULL);
INSERT INTO "name" VALUES(1,'user','user-dnHcmzTUWchIxERRloi68Yxb','Quentin Dubois',0,NULL);
INSERT INTO "name" VALUES(1,'user','svc_acct_1eqkI2mJwn0PwgY3x5GH','mobile (service account)',1,NULL);
INSERT INTO "name" VALUES(1,'user','svc_acct_Jouw0herrgvYK4aJyWaF','reviewer (service account)',1,NULL);
INSERT INTO "name" VALUES(1,'user','svc_acct_VtY2DBsLWv4O4t9pwZWP','sales-agent (service account)',1,NULL);
INSERT INTO "name" VALUES(1,'user','svc_acct_ypxZHvhklO37ak08Zpyp','voice (service account)',1,NULL);
CREATE TABLE oddity (
	connection INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	endpoint VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	times BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_oddity PRIMARY KEY (connection, kind, endpoint, what), 
	CONSTRAINT fk_oddity_connection FOREIGN KEY(connection) REFERENCES connection (id)
);
INSERT INTO "oddity" VALUES(1,'refused','costs','user',1,'2026-11-28 00:39:52.164267');
CREATE TABLE recipient (
	subscription VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	workspace VARCHAR NOT NULL, 
	muted_until DATETIME, 
	trouble VARCHAR NOT NULL, 
	CONSTRAINT pk_recipient PRIMARY KEY (subscription, place), 
	CONSTRAINT fk_recipient_subscription FOREIGN KEY(subscription) REFERENCES subscription (uid), 
	CONSTRAINT fk_recipient_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "recipient" VALUES('46b855089b896eab','C0COSTS','T0ACME',NULL,'');
INSERT INTO "recipient" VALUES('997d05b4936622e1','U0ANA','T0ACME',NULL,'');
INSERT INTO "recipient" VALUES('3bad8937f347f8c6','U0ANA','T0ACME',NULL,'');
CREATE TABLE restatement (
	connection INTEGER NOT NULL, 
	endpoint VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	currency VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	"before" BIGINT NOT NULL, 
	"after" BIGINT NOT NULL, 
	CONSTRAINT pk_restatement PRIMARY KEY (connection, endpoint, day, currency, at), 
	CONSTRAINT fk_restatement_connection FOREIGN KEY(connection) REFERENCES connection (id)
);
CREATE TABLE rule (
	workspace VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	filters VARCHAR NOT NULL, 
	CONSTRAINT pk_rule PRIMARY KEY (workspace, subject, kind), 
	CONSTRAINT fk_rule_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
CREATE TABLE seen_request (
	"key" VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_request PRIMARY KEY ("key")
);
INSERT INTO "seen_request" VALUES('5.1795826391654718.t0acme','2026-11-28 00:39:51.664271');
INSERT INTO "seen_request" VALUES('view_submission:V000000009:1795826391.h000000016','2026-11-28 00:39:51.737302');
INSERT INTO "seen_request" VALUES('90.1795826393727343.t0acme','2026-11-28 00:39:53.736242');
INSERT INTO "seen_request" VALUES('105.1795826395737794.t0acme','2026-11-28 00:39:55.742120');
INSERT INTO "seen_request" VALUES('118.1795826397747416.t0acme','2026-11-28 00:39:57.748768');
CREATE TABLE series (
	id INTEGER NOT NULL, 
	connection INTEGER NOT NULL, 
	digest BLOB NOT NULL, 
	endpoint VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	currency VARCHAR NOT NULL, 
	model VARCHAR, 
	project VARCHAR, 
	"key" VARCHAR, 
	user VARCHAR, 
	item VARCHAR, 
	tier VARCHAR, 
	batch VARCHAR, 
	others VARCHAR, 
	CONSTRAINT pk_series PRIMARY KEY (id), 
	CONSTRAINT fk_series_connection FOREIGN KEY(connection) REFERENCES connection (id), 
	CONSTRAINT uq_series_connection_digest UNIQUE (connection, digest)
);
INSERT INTO "series" VALUES(1,1,X'2D348709CF4BB143FC9B3A0B14A72A0F','decisions','','','gpt-5.1-2025-11-13','proj_HgEVAzXHFpiQ6mrb3lLkySdW','key_8SlDZfOEGAtn9AXf','svc_acct_Jouw0herrgvYK4aJyWaF',NULL,'default','false','{"api_source":"agents_api"}');
INSERT INTO "series" VALUES(2,1,X'D38FD49A415A0506CD9E7BC6DA7415D3','embeddings','','','text-embedding-3-large','proj_yXitefwrzlco9BQan4jwfJvM','key_OY5ZjcxMoB0cYYZp','svc_acct_67Qn9D72yWEgIDpvDJtO',NULL,NULL,NULL,NULL);
INSERT INTO "series" VALUES(3,1,X'DDA04269FCBAD1BDC010FD7A25939C35','embeddings','','','text-embedding-3-small','proj_3tK7kOmONtenxI5LuJBUrKED','key_isJZDDuVUFjuGE3K','svc_acct_e840Y9UeKbPmR3tXXyes',NULL,NULL,NULL,NULL);
INSERT INTO "series" VALUES(4,1,X'8090760365D18018A70B2A0E7E2F1543','moderations','','','omni-moderation-latest','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_PJe2KpkJmIwSIQaW','svc_acct_0liLFhWTdUPbSqLTLSi1',NULL,NULL,NULL,NULL);
INSERT INTO "series" VALUES(5,1,X'AD64C82B70EB2FAEDEFD2F72B7A350C6','moderations','','','omni-moderation-latest','proj_2qWyXQWphfuLmfOSFzEd7BYF','key_scUlnJtJegadxK9B','user-INtf2DYTeNcoluHc4Y3LaX5Q',NULL,NULL,NULL,NULL);
INSERT INTO "series" VALUES(6,1,X'9AECB277BB23CA26E9B6F4D877EA6E14','images','images','','gpt-image-1','proj_t7HWUPB7NVlp19GgjE2DgphH','key_PUaXDzc24vqkacAf','user-c8M6k0RF37aDHzftzHMppYdU',NULL,NULL,NULL,'{"size":"1024x1024","source":"image.generation"}');
INSERT INTO "series" VALUES(7,1,X'E0BC23FB8FAB042D7599D91F54C58CBA','images','images','','gpt-image-1-mini','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','key_5hMjGy067lCcqMHH','svc_acct_1eqkI2mJwn0PwgY3x5GH',NULL,NULL,NULL,'{"size":"1024x1024","source":"image.generation"}');
INSERT INTO "series" VALUES(8,1,X'F0418A6C5F3A55720E7ECEC875141BA6','images','images','','gpt-image-1','proj_t7HWUPB7NVlp19GgjE2DgphH','key_PUaXDzc24vqkacAf','user-c8M6k0RF37aDHzftzHMppYdU',NULL,NULL,NULL,'{"size":"1536x1024","source":"image.edit"}');
INSERT INTO "series" VALUES(9,1,X'CDE434A67AFDC5AC3D65CD97A367836C','audio_speeches','characters','','tts-1','proj_z9jAxzQFgdVmvTEJMh4qvl0S','key_YewWYbuK7ISMwxX0','svc_acct_ypxZHvhklO37ak08Zpyp',NULL,NULL,NULL,NULL);
INSERT INTO "series" VALUES(10,1,X'5B163E6C3A49CB682BF8E4D22939215F','audio_transcriptions','seconds','','whisper-1','proj_z9jAxzQFgdVmvTEJMh4qvl0S','key_YewWYbuK7ISMwxX0','svc_acct_ypxZHvhklO37ak08Zpyp',NULL,NULL,NULL,NULL);
INSERT INTO "series" VALUES(11,1,X'9F4BFC095FFDB5E0BDEE891F971FED7F','vector_stores','bytes','',NULL,'proj_HMsZc8UOF2lIT6YnDaMhRt0f',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "series" VALUES(12,1,X'D51A3F85974010CB9E2CB05E9DB03D71','vector_stores','bytes','',NULL,'proj_3tK7kOmONtenxI5LuJBUrKED',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "series" VALUES(13,1,X'A1C8283A372356DA2504468BDE2373A6','code_interpreter_sessions','sessions','',NULL,'proj_HgEVAzXHFpiQ6mrb3lLkySdW',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "series" VALUES(14,1,X'CFCFA249B4FEB02D6EE449D696111CAE','code_interpreter_sessions','sessions','',NULL,'proj_bD60GwpzPu0n11K8jm2a0ZAO',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "series" VALUES(15,1,X'054C04A0AC9E3C39B84F5A911A753874','completions','','','gpt-5.1-2025-11-13','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_PJe2KpkJmIwSIQaW','svc_acct_0liLFhWTdUPbSqLTLSi1',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(16,1,X'0B4D783EF9EC2E3B2CD709A3F20EC954','completions','','','gpt-5-mini-2025-08-07','proj_yXitefwrzlco9BQan4jwfJvM','key_OY5ZjcxMoB0cYYZp','svc_acct_67Qn9D72yWEgIDpvDJtO',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(17,1,X'0CEBBA49AF07943E3F74662CAFFF42B5','completions','','','gpt-6-astra','proj_yXitefwrzlco9BQan4jwfJvM','key_4PY3axVjVEI9tG9I','user-F9aluLrebVqH2KGHdCCwCmwW',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(18,1,X'16384DEAA406BDF5D48A573A25755CC5','completions','','','gpt-5-2025-08-07','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_hydsRUpSerdQuy5y','user-0sb7newXF93Aq3L4rfK1TTZE',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(19,1,X'24CDE19CD333A0A9840EAB04CC570AF4','completions','','','o3-2025-04-16','proj_G24l3hUa4YFnCQfZGqRkVeyC','key_AXQXkSjW0s3Pyz8M','svc_acct_zGPRbi1b0I4tKWpboZlK',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(20,1,X'28F4F762CFE92F1D20C5CFB91ABE3CAE','completions','','','gpt-5-mini-2025-08-07','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_eBuz0dDfGIC2aQMv','user-IRU1hPgV7OfuCSXnQ0ACjjfw',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(21,1,X'2F2EE28FFA30137358B6DE32711A5248','completions','','','gpt-5-2025-08-07','proj_t7HWUPB7NVlp19GgjE2DgphH','key_PUaXDzc24vqkacAf','user-c8M6k0RF37aDHzftzHMppYdU',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(22,1,X'361B7C26B87101015B58FB8ADE7E97E6','completions','','','gpt-5.1-2025-11-13','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_D5UUUmCgOFZozETu','user-OmgQWEiEyu6eTFImT7PB2mx8',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(23,1,X'3A2EA90E911CA4948C784807B7C074C0','completions','','','gpt-realtime-2025-08-28','proj_z9jAxzQFgdVmvTEJMh4qvl0S','key_YewWYbuK7ISMwxX0','svc_acct_ypxZHvhklO37ak08Zpyp',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(24,1,X'3DA9A103274A64EB1E0E6B8417483CBC','completions','','','gpt-5-mini-2025-08-07','proj_X1cCBnw9jJs4hIT56ZpiyZcy','key_PIDtpPBf76YXC26l','svc_acct_24ZY8Z1TTHXts8zEAM3x',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(25,1,X'41986AF66A9209F03553CBD6B825103E','completions','','','gpt-5.1-2025-11-13','proj_G24l3hUa4YFnCQfZGqRkVeyC','key_AXQXkSjW0s3Pyz8M','svc_acct_zGPRbi1b0I4tKWpboZlK',NULL,'default','true','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(26,1,X'45CE8366745E02F0B4AE9EB52D3CC41A','completions','','','gpt-5-nano-2025-08-07','proj_yXitefwrzlco9BQan4jwfJvM','key_RGfyz7n9rMYgBl2Z','svc_acct_67Qn9D72yWEgIDpvDJtO',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(27,1,X'56A05003FB7C05A167BA0599D27ADAD7','completions','','','gpt-5.1-2025-11-13','proj_mweQct85maRVMvGx72cWP00T','','user-INtf2DYTeNcoluHc4Y3LaX5Q',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(28,1,X'7BC29EC0E6A19EB5A8F2C4A8BDAEEBB4','completions','','','gpt-5-mini-2025-08-07','proj_2qWyXQWphfuLmfOSFzEd7BYF','key_scUlnJtJegadxK9B','user-INtf2DYTeNcoluHc4Y3LaX5Q',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(29,1,X'7E72A5F0A6266EB8502B39C2D15A05F0','completions','','','gpt-4.1-2025-04-14','proj_mweQct85maRVMvGx72cWP00T','','user-lWedplK6Gam0rNyeMetE5r8s',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(30,1,X'A1481CB183221B89FCBFFDBFE81080FB','completions','','','gpt-5-mini-2025-08-07','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','key_5hMjGy067lCcqMHH','svc_acct_1eqkI2mJwn0PwgY3x5GH',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(31,1,X'ADFB50E74E4F868E6F9279CD2F2D2447','completions','','','gpt-5-nano-2025-08-07','proj_3tK7kOmONtenxI5LuJBUrKED','key_isJZDDuVUFjuGE3K','svc_acct_e840Y9UeKbPmR3tXXyes',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(32,1,X'B42BAA8C98BEFF358063068B8B6B4467','completions','','','gpt-5.1-2025-11-13','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_UHareHlGeAxErsvd','svc_acct_0liLFhWTdUPbSqLTLSi1',NULL,'priority','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(33,1,X'BA13885CA719206434B392DA27139EA8','completions','','','o3-2025-04-16','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_D5UUUmCgOFZozETu','user-OmgQWEiEyu6eTFImT7PB2mx8',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(34,1,X'BC7B3468858BB051DF4C92951D7E4587','completions','','','gpt-5-mini-2025-08-07','proj_X1cCBnw9jJs4hIT56ZpiyZcy','key_yESZwwYsBw7fTS5Q','svc_acct_24ZY8Z1TTHXts8zEAM3x',NULL,'default','true','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(35,1,X'C3C3E6DB0EDEA9D61A8534063F5AE769','completions','','','gpt-5.1-2025-11-13','proj_HgEVAzXHFpiQ6mrb3lLkySdW','key_8SlDZfOEGAtn9AXf','svc_acct_Jouw0herrgvYK4aJyWaF',NULL,'default','false','{"api_source":"agents_api"}');
INSERT INTO "series" VALUES(36,1,X'C4BAE96E094E157D7A495EC0B42844F3','completions','','','gpt-6-astra','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_hydsRUpSerdQuy5y','user-0sb7newXF93Aq3L4rfK1TTZE',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(37,1,X'D33A953050BBCCE7DCC84BD8D6D60A4B','completions','','','gpt-5-2025-08-07','proj_ZY0lvBn4yd9FFHpUqkSYSPZL','key_d9PNBUfZJJTcx2v3','svc_acct_VtY2DBsLWv4O4t9pwZWP',NULL,'flex','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(38,1,X'F569A76643A818DF9E6C9DA19580BF7E','completions','','','gpt-5-mini-2025-08-07','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','key_G20wW8qMo2PyETiL','svc_acct_1eqkI2mJwn0PwgY3x5GH',NULL,'default','false','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(39,1,X'F56BA54367904F22703E8A9E4D1A27BC','completions','','','gpt-4.1-mini-2025-04-14','proj_3tK7kOmONtenxI5LuJBUrKED','key_9QW6G2jjtgLnPUJO','svc_acct_e840Y9UeKbPmR3tXXyes',NULL,'default','true','{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(40,1,X'0F493165F02DA7A2DFF313BDF02834D2','file_search_calls','','',NULL,'proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_PJe2KpkJmIwSIQaW','svc_acct_0liLFhWTdUPbSqLTLSi1',NULL,NULL,NULL,'{"vector_store":"vs_23643f961924979b"}');
INSERT INTO "series" VALUES(41,1,X'57C40FCD5069ECFA61446DA4A8BDC111','file_search_calls','','',NULL,'proj_3tK7kOmONtenxI5LuJBUrKED','key_isJZDDuVUFjuGE3K','svc_acct_e840Y9UeKbPmR3tXXyes',NULL,NULL,NULL,'{"vector_store":"vs_a52dbe9c532a88cb"}');
INSERT INTO "series" VALUES(42,1,X'DF990BA765FC034623246361276E4795','web_search_calls','','','gpt-5.1-2025-11-13','proj_HgEVAzXHFpiQ6mrb3lLkySdW','key_8SlDZfOEGAtn9AXf','svc_acct_Jouw0herrgvYK4aJyWaF',NULL,NULL,NULL,'{"api_source":"agents_api","context_level":"medium"}');
INSERT INTO "series" VALUES(43,1,X'E87AFC4A10AB583E843D4F3E2A3ECD3E','web_search_calls','','','gpt-5.1-2025-11-13','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_PJe2KpkJmIwSIQaW','svc_acct_0liLFhWTdUPbSqLTLSi1',NULL,NULL,NULL,'{"api_source":"unlabeled","context_level":"low"}');
INSERT INTO "series" VALUES(44,1,X'FDF7D8A82C2EB2834139549E66954354','web_search_calls','','','gpt-5-2025-08-07','proj_ZY0lvBn4yd9FFHpUqkSYSPZL','key_d9PNBUfZJJTcx2v3','svc_acct_VtY2DBsLWv4O4t9pwZWP',NULL,NULL,NULL,'{"api_source":"unlabeled","context_level":"high"}');
INSERT INTO "series" VALUES(45,1,X'0329F979AC186D2DFB623D9A0C6ABDF5','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_yXitefwrzlco9BQan4jwfJvM','key_OY5ZjcxMoB0cYYZp',NULL,'gpt-5-mini-2025-08-07, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(46,1,X'05C542AEC89679183B69031A72D72A5A','costs','tokens','usd','gpt-5.1-2025-11-13','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_UHareHlGeAxErsvd',NULL,'gpt-5.1-2025-11-13, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(47,1,X'06B79D3882DF041E232DCF5DA836A07E','costs','tokens','usd','gpt-5-2025-08-07','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_hydsRUpSerdQuy5y',NULL,'gpt-5-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(48,1,X'06C2293ACB654AD5433938C538E2A87F','costs','gibibyte_hours','usd','','proj_3tK7kOmONtenxI5LuJBUrKED','',NULL,'vector storage',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(49,1,X'0922DBDFB9A58A3EDE130BD4F24B2803','costs','tokens','usd','gpt-5.1-2025-11-13','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_D5UUUmCgOFZozETu',NULL,'gpt-5.1-2025-11-13, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(50,1,X'0D0D167A63C6A17F7E0075BDB3E5D131','costs','tokens','usd','gpt-5.1-2025-11-13','proj_HgEVAzXHFpiQ6mrb3lLkySdW','key_8SlDZfOEGAtn9AXf',NULL,'gpt-5.1-2025-11-13, output',NULL,NULL,'{"api_source":"agents_api"}');
INSERT INTO "series" VALUES(51,1,X'0E514FDDCB5616BE7688C258DFBB3576','costs','tokens','usd','gpt-5-nano-2025-08-07','proj_yXitefwrzlco9BQan4jwfJvM','key_RGfyz7n9rMYgBl2Z',NULL,'gpt-5-nano-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(52,1,X'11956AECC22F3146848F6A486D06C634','costs','','usd','','proj_3tK7kOmONtenxI5LuJBUrKED','',NULL,'file search tool calls',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(53,1,X'155563B9AAC2CE6D2233BB348D6635DC','costs','tokens','usd','gpt-5.1-2025-11-13','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_UHareHlGeAxErsvd',NULL,'gpt-5.1-2025-11-13, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(54,1,X'164256277D9A69333F4E120141738AFC','costs','tokens','usd','gpt-5.1-2025-11-13','proj_HgEVAzXHFpiQ6mrb3lLkySdW','key_8SlDZfOEGAtn9AXf',NULL,'gpt-5.1-2025-11-13, cached input',NULL,NULL,'{"api_source":"agents_api"}');
INSERT INTO "series" VALUES(55,1,X'185C90D69AA2A4D6A3DA66F4B267CC0F','costs','tokens','usd','gpt-5-nano-2025-08-07','proj_3tK7kOmONtenxI5LuJBUrKED','key_isJZDDuVUFjuGE3K',NULL,'gpt-5-nano-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(56,1,X'19983CD28F4606CB49DC235674C759B8','costs','tokens','usd','gpt-5.1-2025-11-13','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_PJe2KpkJmIwSIQaW',NULL,'gpt-5.1-2025-11-13, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(57,1,X'19B205D40888A5A493E4BEC23884302E','costs','tokens','usd','gpt-6-astra','proj_yXitefwrzlco9BQan4jwfJvM','key_4PY3axVjVEI9tG9I',NULL,'gpt-6-astra, input_tokens',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(58,1,X'1E1822EE431DEA040D38591AF8491AAC','costs','tokens','usd','o3-2025-04-16','proj_G24l3hUa4YFnCQfZGqRkVeyC','key_AXQXkSjW0s3Pyz8M',NULL,'o3-2025-04-16, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(59,1,X'21086871BE3DCDDA2ABDBE5E2942097F','costs','tokens','usd','gpt-5.1-2025-11-13','proj_G24l3hUa4YFnCQfZGqRkVeyC','key_AXQXkSjW0s3Pyz8M',NULL,'gpt-5.1-2025-11-13, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(60,1,X'25909299E6151D78E4039B12BCF7A5A4','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_X1cCBnw9jJs4hIT56ZpiyZcy','key_PIDtpPBf76YXC26l',NULL,'gpt-5-mini-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(61,1,X'2695D072DE26F4E5F41DE278E0F33C79','costs','tokens','usd','gpt-5-2025-08-07','proj_t7HWUPB7NVlp19GgjE2DgphH','key_PUaXDzc24vqkacAf',NULL,'gpt-5-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(62,1,X'2B5199CA0A924962ECB4859AD57EAC5E','costs','tokens','usd','gpt-4.1-mini-2025-04-14','proj_3tK7kOmONtenxI5LuJBUrKED','key_9QW6G2jjtgLnPUJO',NULL,'gpt-4.1-mini-2025-04-14, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(63,1,X'2DFE7AE4C64B5E4A50A7C65BFE94056E','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','key_G20wW8qMo2PyETiL',NULL,'gpt-5-mini-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(64,1,X'2EF32FB485DB86702239B852E178A907','costs','tokens','usd','gpt-4.1-2025-04-14','proj_mweQct85maRVMvGx72cWP00T','',NULL,'gpt-4.1-2025-04-14, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(65,1,X'2F269FFE782BB5F039ACA4302A35F6A3','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','key_G20wW8qMo2PyETiL',NULL,'gpt-5-mini-2025-08-07, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(66,1,X'302326BEE26FF63D9AC2F75223A0097A','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_eBuz0dDfGIC2aQMv',NULL,'gpt-5-mini-2025-08-07, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(67,1,X'307848501D47916015B11A7529AC75E5','costs','','usd','','proj_bD60GwpzPu0n11K8jm2a0ZAO','',NULL,'code interpreter sessions',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(68,1,X'323BD9EE30F5BC559616A67D9154FD91','costs','images','usd','gpt-image-1','proj_t7HWUPB7NVlp19GgjE2DgphH','key_PUaXDzc24vqkacAf',NULL,'gpt-image-1',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(69,1,X'32E12B63A530806176F8A094B3F4F1BB','costs','','usd','','proj_HMsZc8UOF2lIT6YnDaMhRt0f','',NULL,'web search tool calls',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(70,1,X'34B977B104AD6DEE7F6E8E8032F8641C','costs','tokens','usd','o3-2025-04-16','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_D5UUUmCgOFZozETu',NULL,'o3-2025-04-16, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(71,1,X'35B327E0DDAC1996B270323BDBCD2D5A','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_X1cCBnw9jJs4hIT56ZpiyZcy','key_yESZwwYsBw7fTS5Q',NULL,'gpt-5-mini-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(72,1,X'381C8B477D67F163D143D65848EC11CB','costs','tokens','usd','gpt-5-2025-08-07','proj_ZY0lvBn4yd9FFHpUqkSYSPZL','key_d9PNBUfZJJTcx2v3',NULL,'gpt-5-2025-08-07, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(73,1,X'408D4F09512B4A24135C1CCB8D6F532D','costs','gibibyte_hours','usd','','proj_HMsZc8UOF2lIT6YnDaMhRt0f','',NULL,'vector storage',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(74,1,X'44426B235A917B87B5C2FC7C0445C322','costs','tokens','usd','gpt-5.1-2025-11-13','proj_mweQct85maRVMvGx72cWP00T','',NULL,'gpt-5.1-2025-11-13, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(75,1,X'45502AD9BB1444A2F9298F9D776BB7D4','costs','images','usd','gpt-image-1-mini','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','key_5hMjGy067lCcqMHH',NULL,'gpt-image-1-mini',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(76,1,X'53D8916D9E9FE1E95106CC84CF14AFD3','costs','tokens','usd','gpt-5-2025-08-07','proj_t7HWUPB7NVlp19GgjE2DgphH','key_PUaXDzc24vqkacAf',NULL,'gpt-5-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(77,1,X'55FE0BBD1912ECC151E5901A67D8DF58','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_2qWyXQWphfuLmfOSFzEd7BYF','key_scUlnJtJegadxK9B',NULL,'gpt-5-mini-2025-08-07, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(78,1,X'571E2549E72A7E52FC9A919F214571CC','costs','','usd','','proj_HMsZc8UOF2lIT6YnDaMhRt0f','',NULL,'file search tool calls',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(79,1,X'5EAF2F7408045E3D069CB3FA2C3C4273','costs','tokens','usd','gpt-4.1-2025-04-14','proj_mweQct85maRVMvGx72cWP00T','',NULL,'gpt-4.1-2025-04-14, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(80,1,X'611739F33209E7C7DD4A57AAA91772B6','costs','tokens','usd','gpt-5-nano-2025-08-07','proj_yXitefwrzlco9BQan4jwfJvM','key_RGfyz7n9rMYgBl2Z',NULL,'gpt-5-nano-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(81,1,X'618616BA835D95CA588A91F763F04E73','costs','tokens','usd','gpt-5.1-2025-11-13','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_PJe2KpkJmIwSIQaW',NULL,'gpt-5.1-2025-11-13, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(82,1,X'6485C9A232B03A59A465C3E796B5D46B','costs','tokens','usd','gpt-6-astra','proj_yXitefwrzlco9BQan4jwfJvM','key_4PY3axVjVEI9tG9I',NULL,'gpt-6-astra, output_tokens',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(83,1,X'64F10BBCAFF44487EE17949F6D2E6428','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_eBuz0dDfGIC2aQMv',NULL,'gpt-5-mini-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(84,1,X'665352C26472DF8EE73022C1DCC3D081','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','key_G20wW8qMo2PyETiL',NULL,'gpt-5-mini-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(85,1,X'66794A087AE903F0E6642D42DB52C6AC','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','key_5hMjGy067lCcqMHH',NULL,'gpt-5-mini-2025-08-07, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(86,1,X'66FD2AB9DB676349D2779785C2D0FBCF','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_X1cCBnw9jJs4hIT56ZpiyZcy','key_PIDtpPBf76YXC26l',NULL,'gpt-5-mini-2025-08-07, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(87,1,X'6AD34195E847091C73DDD1ABDE05D872','costs','tokens','usd','o3-2025-04-16','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_D5UUUmCgOFZozETu',NULL,'o3-2025-04-16, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(88,1,X'70480E1B5DD9715D49EB70A94E534CF1','costs','tokens','usd','gpt-realtime-2025-08-28','proj_z9jAxzQFgdVmvTEJMh4qvl0S','key_YewWYbuK7ISMwxX0',NULL,'gpt-realtime-2025-08-28, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(89,1,X'7299966FCAE040809C23C696C8937A0E','costs','tokens','usd','gpt-5-2025-08-07','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_hydsRUpSerdQuy5y',NULL,'gpt-5-2025-08-07, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(90,1,X'752F69C0B953036F3308E6A8C11E3988','costs','','usd','','proj_ZY0lvBn4yd9FFHpUqkSYSPZL','',NULL,'web search tool calls',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(91,1,X'7B239D54ACDC16C7ED77B92DCD9235A7','costs','tokens','usd','gpt-5-2025-08-07','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_hydsRUpSerdQuy5y',NULL,'gpt-5-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(92,1,X'7BE8CEE968A780065D009E23C4836CCC','costs','tokens','usd','gpt-5.1-2025-11-13','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_D5UUUmCgOFZozETu',NULL,'gpt-5.1-2025-11-13, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(93,1,X'7C1E3528C2137D3F39E1305BDCDF3E5F','costs','tokens','usd','gpt-realtime-2025-08-28','proj_z9jAxzQFgdVmvTEJMh4qvl0S','key_YewWYbuK7ISMwxX0',NULL,'gpt-realtime-2025-08-28, audio output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(94,1,X'7FE9541F9D97DE6261042C84ADF492C2','costs','duration_minutes','usd','whisper-1','proj_z9jAxzQFgdVmvTEJMh4qvl0S','key_YewWYbuK7ISMwxX0',NULL,'whisper-1',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(95,1,X'84BB84957AEB54C1995F53F984A87802','costs','tokens','usd','gpt-6-astra','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_hydsRUpSerdQuy5y',NULL,'gpt-6-astra, input_tokens',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(96,1,X'944B8A419A02814F4C3BBA2168DA9B71','costs','tokens','usd','o3-2025-04-16','proj_G24l3hUa4YFnCQfZGqRkVeyC','key_AXQXkSjW0s3Pyz8M',NULL,'o3-2025-04-16, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(97,1,X'97CAB4C48B3BBEDDB8BFF38513E85969','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_yXitefwrzlco9BQan4jwfJvM','key_OY5ZjcxMoB0cYYZp',NULL,'gpt-5-mini-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(98,1,X'97DF5F92CDDE12AA8C6E0206AA42277A','costs','tokens','usd','gpt-6-astra','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_hydsRUpSerdQuy5y',NULL,'gpt-6-astra, cache_write_tokens',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(99,1,X'9A6E97668CAC02D038A4154FC6C95FD0','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','key_5hMjGy067lCcqMHH',NULL,'gpt-5-mini-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(100,1,X'A229147A832EF3885B28599565A226F2','costs','tokens','usd','gpt-6-astra','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_hydsRUpSerdQuy5y',NULL,'gpt-6-astra, output_tokens',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(101,1,X'A7944F3EBD9D1E8D368208B24D4E5B2D','costs','tokens','usd','gpt-5-nano-2025-08-07','proj_3tK7kOmONtenxI5LuJBUrKED','key_isJZDDuVUFjuGE3K',NULL,'gpt-5-nano-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(102,1,X'AC109FAF1A03678174E2C2829BED78B8','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_2qWyXQWphfuLmfOSFzEd7BYF','key_scUlnJtJegadxK9B',NULL,'gpt-5-mini-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(103,1,X'B476A3DF47C6E2DA2B121341152DE0A7','costs','tokens','usd','gpt-5.1-2025-11-13','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_D5UUUmCgOFZozETu',NULL,'gpt-5.1-2025-11-13, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(104,1,X'B63C70DA05ED57C3710FCE10E43F8F73','costs','tokens','usd','gpt-5.1-2025-11-13','proj_HgEVAzXHFpiQ6mrb3lLkySdW','key_8SlDZfOEGAtn9AXf',NULL,'gpt-5.1-2025-11-13, input',NULL,NULL,'{"api_source":"agents_api"}');
INSERT INTO "series" VALUES(105,1,X'B9E4AD9E49C885C9CBBD46C8B0A3BCAD','costs','tokens','usd','gpt-realtime-2025-08-28','proj_z9jAxzQFgdVmvTEJMh4qvl0S','key_YewWYbuK7ISMwxX0',NULL,'gpt-realtime-2025-08-28, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(106,1,X'BB0BA78F981F0449D48BFC73D3C1EDA9','costs','','usd','','proj_HgEVAzXHFpiQ6mrb3lLkySdW','',NULL,'code interpreter sessions',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(107,1,X'BC9B5F7855DE04BCA6D59AC317878CEA','costs','tokens','usd','text-embedding-3-small','proj_3tK7kOmONtenxI5LuJBUrKED','key_isJZDDuVUFjuGE3K',NULL,'text-embedding-3-small, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(108,1,X'BF9CDECDB4F1655A0DE57F2D558950DE','costs','tokens','usd','gpt-5.1-2025-11-13','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_PJe2KpkJmIwSIQaW',NULL,'gpt-5.1-2025-11-13, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(109,1,X'C44557FE86C429D1AB6346EFB4319EF1','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_X1cCBnw9jJs4hIT56ZpiyZcy','key_yESZwwYsBw7fTS5Q',NULL,'gpt-5-mini-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(110,1,X'C4916CD8FAD8BAF1994C2AF82594EBAE','costs','tokens','usd','gpt-5-2025-08-07','proj_ZY0lvBn4yd9FFHpUqkSYSPZL','key_d9PNBUfZJJTcx2v3',NULL,'gpt-5-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(111,1,X'CBD3DF4F13B86C2D1EEF3DA79A932504','costs','tokens','usd','gpt-5-2025-08-07','proj_ZY0lvBn4yd9FFHpUqkSYSPZL','key_d9PNBUfZJJTcx2v3',NULL,'gpt-5-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(112,1,X'CC1F42ABDE4420E88A66A16B054C7515','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_eBuz0dDfGIC2aQMv',NULL,'gpt-5-mini-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(113,1,X'D163C9FE27CEC7578D3411B16ADFB792','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_X1cCBnw9jJs4hIT56ZpiyZcy','key_PIDtpPBf76YXC26l',NULL,'gpt-5-mini-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(114,1,X'D547DF0A778B29CC517C250B6CB25272','costs','tokens','usd','o3-2025-04-16','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_D5UUUmCgOFZozETu',NULL,'o3-2025-04-16, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(115,1,X'DA12507BC29D5667E5A633DAD861FDF8','costs','tokens','usd','gpt-6-astra','proj_yXitefwrzlco9BQan4jwfJvM','key_4PY3axVjVEI9tG9I',NULL,'gpt-6-astra, cached_input_tokens',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(116,1,X'E488BBD63F9C681DEF8DB814E4E5EA82','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_3Uu87XrQfJEmsuCoX5Ig3cN8','key_5hMjGy067lCcqMHH',NULL,'gpt-5-mini-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(117,1,X'E78950C2C7662C059458AD61507E0B47','costs','tokens','usd','gpt-5.1-2025-11-13','proj_HMsZc8UOF2lIT6YnDaMhRt0f','key_UHareHlGeAxErsvd',NULL,'gpt-5.1-2025-11-13, cached input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(118,1,X'E82AC4EAEA31EEB6285F7B43B83B690A','costs','tokens','usd','gpt-5.1-2025-11-13','proj_mweQct85maRVMvGx72cWP00T','',NULL,'gpt-5.1-2025-11-13, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(119,1,X'EB07930A94E056EF353F440FFCC65B91','costs','tokens','usd','gpt-6-astra','proj_bD60GwpzPu0n11K8jm2a0ZAO','key_hydsRUpSerdQuy5y',NULL,'gpt-6-astra, cached_input_tokens',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(120,1,X'EB819F604E23DD4C7B5AA48C0DD61FE5','costs','tokens','usd','gpt-6-astra','proj_yXitefwrzlco9BQan4jwfJvM','key_4PY3axVjVEI9tG9I',NULL,'gpt-6-astra, cache_write_tokens',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(121,1,X'EC093C002C3C89A76526A8BEABC46D09','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_2qWyXQWphfuLmfOSFzEd7BYF','key_scUlnJtJegadxK9B',NULL,'gpt-5-mini-2025-08-07, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(122,1,X'ED4F7BFF0A1F8CAE7CF4D55E711167A5','costs','tokens','usd','text-embedding-3-large','proj_yXitefwrzlco9BQan4jwfJvM','key_OY5ZjcxMoB0cYYZp',NULL,'text-embedding-3-large, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(123,1,X'F307C6D845D6C3CCE34B1B18FC9B4FC9','costs','characters','usd','tts-1','proj_z9jAxzQFgdVmvTEJMh4qvl0S','key_YewWYbuK7ISMwxX0',NULL,'tts-1',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(124,1,X'F358F110CB8FD8BB420AAA55F9330F32','costs','tokens','usd','gpt-4.1-mini-2025-04-14','proj_3tK7kOmONtenxI5LuJBUrKED','key_9QW6G2jjtgLnPUJO',NULL,'gpt-4.1-mini-2025-04-14, input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(125,1,X'F3DAF78E80D4AC78C10A96C4B341F3F4','costs','tokens','usd','gpt-5.1-2025-11-13','proj_G24l3hUa4YFnCQfZGqRkVeyC','key_AXQXkSjW0s3Pyz8M',NULL,'gpt-5.1-2025-11-13, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(126,1,X'F7AE8B722CEB3510AC493DC2F5DCAF22','costs','tokens','usd','gpt-realtime-2025-08-28','proj_z9jAxzQFgdVmvTEJMh4qvl0S','key_YewWYbuK7ISMwxX0',NULL,'gpt-realtime-2025-08-28, audio input',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(127,1,X'F8F3C0089F337321585EE058C435D6E2','costs','tokens','usd','gpt-realtime-2025-08-28','proj_z9jAxzQFgdVmvTEJMh4qvl0S','key_YewWYbuK7ISMwxX0',NULL,'gpt-realtime-2025-08-28, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(128,1,X'FFDE919E9E1A57E1A3F7FE140E71B55C','costs','tokens','usd','gpt-5-mini-2025-08-07','proj_yXitefwrzlco9BQan4jwfJvM','key_OY5ZjcxMoB0cYYZp',NULL,'gpt-5-mini-2025-08-07, output',NULL,NULL,'{"api_source":"unlabeled"}');
INSERT INTO "series" VALUES(129,1,X'FFEB98A612619D27E76BE791B641CF16','costs','','usd','','proj_HgEVAzXHFpiQ6mrb3lLkySdW','',NULL,'web search tool calls',NULL,NULL,'{"api_source":"agents_api"}');
CREATE TABLE spend_alert (
	connection INTEGER NOT NULL, 
	project VARCHAR NOT NULL, 
	external_id VARCHAR NOT NULL, 
	nanos BIGINT NOT NULL, 
	currency VARCHAR NOT NULL, 
	CONSTRAINT pk_spend_alert PRIMARY KEY (connection, project, external_id), 
	CONSTRAINT fk_spend_alert_connection FOREIGN KEY(connection) REFERENCES connection (id)
);
INSERT INTO "spend_alert" VALUES(1,'','spend_alert_organization_1',15000000000000,'usd');
INSERT INTO "spend_alert" VALUES(1,'','spend_alert_organization_2',18000000000000,'usd');
INSERT INTO "spend_alert" VALUES(1,'proj_bD60GwpzPu0n11K8jm2a0ZAO','spend_alert_proj_bD60GwpzPu0n11K8jm2a0ZAO_1',1000000000000,'usd');
CREATE TABLE spend_limit (
	connection INTEGER NOT NULL, 
	project VARCHAR NOT NULL, 
	nanos BIGINT NOT NULL, 
	currency VARCHAR NOT NULL, 
	blocking_since DATETIME, 
	CONSTRAINT pk_spend_limit PRIMARY KEY (connection, project), 
	CONSTRAINT fk_spend_limit_connection FOREIGN KEY(connection) REFERENCES connection (id)
);
INSERT INTO "spend_limit" VALUES(1,'',20000000000000,'usd',NULL);
INSERT INTO "spend_limit" VALUES(1,'proj_bD60GwpzPu0n11K8jm2a0ZAO',1500000000000,'usd',NULL);
CREATE TABLE subscription (
	uid VARCHAR NOT NULL, 
	workspace VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	made_by VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	filters VARCHAR NOT NULL, 
	spec VARCHAR NOT NULL, 
	paused_until DATETIME, 
	off_at DATETIME, 
	CONSTRAINT pk_subscription PRIMARY KEY (uid), 
	CONSTRAINT fk_subscription_workspace FOREIGN KEY(workspace) REFERENCES workspace (id), 
	CONSTRAINT uq_subscription_workspace_kind_number UNIQUE (workspace, kind, number)
);
INSERT INTO "subscription" VALUES('46b855089b896eab','T0ACME','digest',1,'U0ANA','2026-11-28 00:39:53.792892','[]','{"schedule":{"cadence":"daily","at":"09:00:00","zone":"Europe/Berlin","on":0},"by":"project","wait_until":null}',NULL,NULL);
INSERT INTO "subscription" VALUES('997d05b4936622e1','T0ACME','budget',1,'U0ANA','2026-11-28 00:39:55.827887','[]','{"amount":5000000000000,"every":"month","currency":"usd","thresholds":[50,80,100],"raised":null}',NULL,NULL);
INSERT INTO "subscription" VALUES('3bad8937f347f8c6','T0ACME','alert',1,'U0ANA','2026-11-28 00:39:57.772579','[]','{"over": 500000000000, "span": "day", "measure": "cost"}',NULL,NULL);
CREATE TABLE usage_daily (
	connection BIGINT NOT NULL, 
	start BIGINT NOT NULL, 
	series BIGINT NOT NULL, 
	requests BIGINT NOT NULL, 
	input BIGINT NOT NULL, 
	output BIGINT NOT NULL, 
	cached BIGINT NOT NULL, 
	quantity DOUBLE, 
	rare BLOB, 
	CONSTRAINT pk_usage_daily PRIMARY KEY (connection, start, series)
)
 WITHOUT ROWID

;
INSERT INTO "usage_daily" VALUES(1,1795651200,1,676,2030273,8062,612860,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,2,295239,123056306,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,3,91410,64333912,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,4,12167,5540491,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,5,7071,2762303,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,6,80,0,0,0,80.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,7,161,0,0,0,161.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,8,20,0,0,0,35.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,9,458,0,0,0,293435.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,10,318,0,0,0,39764.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,13,0,0,0,0,104.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,14,0,0,0,0,45.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,15,12867,47475363,6196063,29421761,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,16,367993,661591414,47583871,365600222,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,17,4308,12875076,1851208,5151440,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A313238393135387D');
INSERT INTO "usage_daily" VALUES(1,1795651200,18,503,1797052,605035,351041,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,19,955,5009751,1818880,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,20,1777,5517547,710387,884952,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,21,1092,1198236,1301112,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,22,377,1626695,415034,339631,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,23,852,1250502,348852,426478,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A3532353334332C226F75747075745F617564696F5F746F6B656E73223A3234363734307D');
INSERT INTO "usage_daily" VALUES(1,1795651200,24,15542,43501320,4049559,13984383,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,25,778,3802484,702297,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,26,534646,203923630,23381157,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,27,33,45975,23051,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,28,9869,17743051,3176570,4928781,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,29,19,20881,9505,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,30,47937,69659005,11529225,23955081,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,31,19670,61009920,3560277,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,32,1113,4208338,533676,2431941,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,33,232,1115807,395489,137791,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,34,37851,93330485,12451875,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,35,2349,29350260,2129538,14120310,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,36,119,418148,107318,48132,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A32333735327D');
INSERT INTO "usage_daily" VALUES(1,1795651200,37,2002,17983105,2596850,6034893,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,38,33331,48187947,8020961,16580854,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,39,32450,128407280,9430108,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,40,639,0,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,41,196,0,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795651200,42,91,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A39317D');
INSERT INTO "usage_daily" VALUES(1,1795651200,43,263,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3236337D');
INSERT INTO "usage_daily" VALUES(1,1795651200,44,1193,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A313139377D');
INSERT INTO "usage_daily" VALUES(1,1795737600,1,666,1994534,8037,595206,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,2,213452,89782969,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,3,85554,59922031,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,4,11231,5189742,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,5,7492,2928517,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,6,56,0,0,0,56.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,7,172,0,0,0,172.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,8,14,0,0,0,23.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,9,431,0,0,0,277524.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,10,336,0,0,0,42107.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,13,0,0,0,0,124.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,14,0,0,0,0,30.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,15,11114,41176084,5319865,25643002,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,16,271850,488314986,35194284,269920160,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,17,4080,12252017,1749688,4908289,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A313232383336387D');
INSERT INTO "usage_daily" VALUES(1,1795737600,18,414,1488079,499864,291667,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,19,796,4099137,1497235,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,20,1643,5122694,653327,816410,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,21,891,974737,1071152,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,22,251,1080127,275109,225219,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,23,680,998307,279748,336880,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A3432323632332C226F75747075745F617564696F5F746F6B656E73223A3139383531377D');
INSERT INTO "usage_daily" VALUES(1,1795737600,24,13698,38205023,3549560,12351146,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,25,590,2900296,524339,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,26,417329,158274852,18452748,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,27,34,47916,23779,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,28,7800,14003288,2504675,3913104,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,29,16,17568,7967,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,30,40517,58616847,9693995,20233324,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,31,18976,58729226,3417217,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,32,962,3648928,461320,2106656,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,33,192,918492,325922,115611,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,34,25663,64778769,8526570,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,35,2311,28877633,2065407,13891795,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,36,90,314289,81034,36089,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A31383032347D');
INSERT INTO "usage_daily" VALUES(1,1795737600,37,1353,12128036,1765460,4046570,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,38,32431,47080681,7808643,16239668,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,39,23037,90042889,6616309,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,40,619,0,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,41,200,0,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795737600,42,68,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A36387D');
INSERT INTO "usage_daily" VALUES(1,1795737600,43,227,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3232377D');
INSERT INTO "usage_daily" VALUES(1,1795737600,44,1086,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A313039337D');
INSERT INTO "usage_daily" VALUES(1,1795824000,2,1342,569121,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,3,1229,862218,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,4,16,6966,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,5,99,38056,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,7,1,0,0,0,1.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,9,1,0,0,0,314.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,11,0,0,0,0,32212254720.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,12,0,0,0,0,138512695296.0,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,15,13,47974,6145,29764,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,16,1171,2092837,152615,1148641,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,23,1,1460,412,493,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A3631322C226F75747075745F617564696F5F746F6B656E73223A3239327D');
INSERT INTO "usage_daily" VALUES(1,1795824000,24,16,42991,4068,13600,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,26,2906,1117760,129425,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,28,206,366114,65332,105248,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,30,235,344459,56309,116682,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,31,495,1521336,87967,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,32,2,5678,718,3334,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,38,163,235683,39567,83048,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,40,1,0,0,0,NULL,NULL);
INSERT INTO "usage_daily" VALUES(1,1795824000,41,4,0,0,0,NULL,NULL);
CREATE TABLE usage_hourly (
	connection BIGINT NOT NULL, 
	start BIGINT NOT NULL, 
	series BIGINT NOT NULL, 
	requests BIGINT NOT NULL, 
	input BIGINT NOT NULL, 
	output BIGINT NOT NULL, 
	cached BIGINT NOT NULL, 
	quantity DOUBLE, 
	rare BLOB, 
	CONSTRAINT pk_usage_hourly PRIMARY KEY (connection, start, series)
)
 WITHOUT ROWID

;
INSERT INTO "usage_hourly" VALUES(1,1795651200,2,3329,1376162,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,3,3943,2785706,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,4,71,31862,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,5,468,178130,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,7,2,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,9,3,0,0,0,1910.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,10,1,0,0,0,122.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,15,78,290071,37371,183298,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,16,4853,8639536,622880,4710046,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,23,7,10293,2884,3475,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A343333312C226F75747075745F617564696F5F746F6B656E73223A323034367D');
INSERT INTO "usage_hourly" VALUES(1,1795651200,24,100,277904,25892,89505,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,26,6990,2606266,307372,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,28,603,1099289,194655,307351,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,30,683,997286,162039,341625,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,31,828,2563353,150731,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,32,8,29894,3918,17385,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,38,482,702429,115581,241735,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,40,4,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,41,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795651200,43,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795654800,2,3286,1434367,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,3,4128,2904062,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,4,65,30619,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,5,642,255820,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,7,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,9,2,0,0,0,1272.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,10,1,0,0,0,124.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,15,58,212063,27445,133302,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,16,4541,8168611,577503,4427541,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,19,193,991104,363745,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,23,4,5976,1620,2027,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A323532372C226F75747075745F617564696F5F746F6B656E73223A313133377D');
INSERT INTO "usage_hourly" VALUES(1,1795654800,24,59,163442,15426,53313,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,25,121,596953,110973,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,26,7314,2792212,320048,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,28,707,1269380,231266,357124,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,30,458,671046,112254,231432,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,31,848,2591896,152155,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,32,5,19043,2432,11009,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,38,421,599492,100682,205694,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,40,3,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795654800,43,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795658400,2,2543,1062975,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,3,3717,2532659,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,4,61,28107,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,5,772,297625,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,7,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,9,2,0,0,0,1283.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,10,1,0,0,0,126.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,15,56,208375,27273,129507,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,16,2898,5214839,386167,2849407,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,19,445,2323321,851073,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,23,4,5807,1627,2007,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A323339312C226F75747075745F617564696F5F746F6B656E73223A313134317D');
INSERT INTO "usage_hourly" VALUES(1,1795658400,24,80,222395,20774,70303,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,25,371,1821006,337119,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,26,4953,1896154,219155,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,28,949,1692826,299157,470271,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,30,493,713332,120616,242467,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,31,794,2482732,144298,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,32,5,19001,2415,11112,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,38,258,372525,62774,127425,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,40,3,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795658400,43,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795662000,2,2186,898394,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,3,3676,2572885,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,4,55,25926,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,5,692,276172,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,7,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,9,2,0,0,0,1308.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,10,1,0,0,0,125.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,15,58,214320,27051,132992,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,16,2709,4805633,354491,2604647,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,19,227,1212244,435880,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,23,4,5858,1623,1963,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A323439332C226F75747075745F617564696F5F746F6B656E73223A313134307D');
INSERT INTO "usage_hourly" VALUES(1,1795662000,24,61,173494,15921,55529,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,25,208,1005265,183680,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,26,4633,1763548,205444,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,28,995,1770970,328388,489787,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,30,271,396993,64293,134358,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,31,715,2166985,129281,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,32,6,22391,2895,12879,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,34,7467,18300621,2531788,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,38,228,333102,54993,113039,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,39,6705,26060121,1917391,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,40,2,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795662000,43,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795665600,2,3076,1277726,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,3,3404,2455226,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,4,82,37531,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,5,480,186491,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,7,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,9,3,0,0,0,1933.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,10,2,0,0,0,251.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,15,72,267724,34973,167035,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,16,3731,6785769,467030,3764028,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,19,90,483082,168182,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,23,5,7332,2042,2498,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A333131362C226F75747075745F617564696F5F746F6B656E73223A313434357D');
INSERT INTO "usage_hourly" VALUES(1,1795665600,24,96,267071,24518,86653,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,25,78,379260,70525,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,26,4539,1673235,200276,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,28,780,1421195,242409,389000,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,30,463,671252,111798,232799,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,31,791,2436534,143857,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,32,8,30303,3789,17625,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,34,10827,26707348,3454714,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,38,355,505802,84388,173946,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,39,10544,42326334,3105164,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,40,5,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,41,10,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795665600,43,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795669200,2,4105,1710209,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,3,3555,2530116,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,4,173,81581,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,5,663,260842,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,7,2,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,9,6,0,0,0,3841.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,10,4,0,0,0,507.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,15,129,474115,61262,295323,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,16,4841,8649020,622492,4836467,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,23,9,13106,3692,4481,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A353434352C226F75747075745F617564696F5F746F6B656E73223A323630377D');
INSERT INTO "usage_hourly" VALUES(1,1795669200,24,192,536259,50681,172884,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,26,5901,2209532,261767,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,28,875,1572297,287485,434242,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,30,507,735737,119853,250560,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,31,830,2574570,153722,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,32,14,52197,6716,29521,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,34,4978,12125975,1661790,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,38,393,564227,95517,192062,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,39,4401,17614368,1288909,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,40,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795669200,43,3,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A337D');
INSERT INTO "usage_hourly" VALUES(1,1795672800,1,3,8978,36,2692,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,2,5789,2512999,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,3,3159,2185116,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,4,339,153617,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,5,600,233828,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,7,3,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,9,11,0,0,0,6991.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,10,9,0,0,0,1119.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,15,401,1460355,193842,908001,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,16,7638,13558167,1009787,7599465,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,17,20,59987,8637,23636,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A363030307D');
INSERT INTO "usage_hourly" VALUES(1,1795672800,18,2,7186,2389,1403,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,20,9,27647,3509,4610,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,21,5,5474,6001,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,22,2,8544,2162,1788,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,23,25,36382,10242,12393,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A31353134322C226F75747075745F617564696F5F746F6B656E73223A373330387D');
INSERT INTO "usage_hourly" VALUES(1,1795672800,24,389,1101194,100139,354245,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,26,13349,4998314,598039,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,28,1038,1848442,333295,508926,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,30,896,1294228,221628,451445,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,31,879,2651056,158007,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,32,34,127750,16509,73576,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,33,1,4879,1732,596,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,34,2574,6398080,861655,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,35,11,137261,9870,65613,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,37,10,89025,13003,29121,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,38,527,745026,127421,256294,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,39,2012,7942586,604064,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,40,18,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,41,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795672800,43,9,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A397D');
INSERT INTO "usage_hourly" VALUES(1,1795672800,44,6,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A367D');
INSERT INTO "usage_hourly" VALUES(1,1795676400,1,11,33657,130,10233,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,2,8383,3416850,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,3,3864,2685979,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,4,624,283816,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,5,510,195063,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,6,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,7,4,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,9,21,0,0,0,13421.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,10,18,0,0,0,2287.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,13,0,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,15,788,2919273,373114,1825231,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,16,9838,17807836,1260986,9719408,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,17,56,169834,23733,68922,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A31363934337D');
INSERT INTO "usage_hourly" VALUES(1,1795676400,18,8,28882,9686,5651,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,20,39,121826,15731,19783,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,21,21,22462,25381,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,22,6,25737,6649,5435,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,23,48,70293,19634,24395,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A32393334392C226F75747075745F617564696F5F746F6B656E73223A31333738377D');
INSERT INTO "usage_hourly" VALUES(1,1795676400,24,946,2637413,247281,866781,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,26,15748,6143488,697987,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,28,924,1680953,300985,473448,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,30,1296,1912943,313925,651084,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,31,818,2552515,151140,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,32,66,246036,31815,142860,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,33,3,14349,5050,1793,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,35,38,479710,35352,232620,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,36,2,7107,1830,801,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3339377D');
INSERT INTO "usage_hourly" VALUES(1,1795676400,37,45,398490,57450,131753,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,38,841,1227149,204180,416496,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,40,33,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,41,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795676400,42,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795676400,43,15,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31357D');
INSERT INTO "usage_hourly" VALUES(1,1795676400,44,23,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A32337D');
INSERT INTO "usage_hourly" VALUES(1,1795680000,1,52,158345,616,46879,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,2,9795,4134991,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,3,3532,2488395,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,4,784,364073,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,5,403,157803,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,6,6,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,7,6,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,8,2,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,9,30,0,0,0,18815.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,10,30,0,0,0,3836.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,13,0,0,0,0,7.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,14,0,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,15,928,3423891,448050,2111211,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,16,15587,28081601,2028041,15636451,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,17,301,900806,131689,358378,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A39303433327D');
INSERT INTO "usage_hourly" VALUES(1,1795680000,18,34,123103,40277,23529,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,20,124,387704,50108,62628,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,21,89,98676,106852,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,22,23,100318,25213,20725,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,23,57,83764,23592,28033,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33353430342C226F75747075745F617564696F5F746F6B656E73223A31363634307D');
INSERT INTO "usage_hourly" VALUES(1,1795680000,24,1192,3370891,309541,1068216,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,26,21320,8110500,933843,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,27,2,2794,1428,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,28,632,1120673,204659,313415,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,29,1,1095,505,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,30,1904,2777092,452107,928990,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,31,718,2220365,127536,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,32,93,352929,43953,202477,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,33,13,62476,22480,7830,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,35,180,2222467,162276,1062465,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,36,9,31636,8280,3603,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A313738347D');
INSERT INTO "usage_hourly" VALUES(1,1795680000,37,156,1399486,203938,463372,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,38,1157,1649190,282730,567483,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,40,52,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,41,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795680000,42,6,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A367D');
INSERT INTO "usage_hourly" VALUES(1,1795680000,43,21,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A32317D');
INSERT INTO "usage_hourly" VALUES(1,1795680000,44,76,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A37377D');
INSERT INTO "usage_hourly" VALUES(1,1795683600,1,78,232462,937,71682,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,2,14843,6241669,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,3,3883,2733362,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,4,1045,470313,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,5,344,133210,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,6,11,0,0,0,11.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,7,7,0,0,0,7.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,8,2,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,9,39,0,0,0,25106.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,10,29,0,0,0,3584.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,13,0,0,0,0,11.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,14,0,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,15,1143,4212970,553462,2623123,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,16,17418,31816447,2303313,17740590,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,17,530,1578024,233213,616513,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3135393831357D');
INSERT INTO "usage_hourly" VALUES(1,1795683600,18,49,177353,58821,34057,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,20,146,450004,57965,71609,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,21,114,126088,134445,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,22,33,139880,36977,29119,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,23,69,100791,28791,34777,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A34323238332C226F75747075745F617564696F5F746F6B656E73223A32303433397D');
INSERT INTO "usage_hourly" VALUES(1,1795683600,24,1184,3302683,308817,1036332,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,26,23653,9107733,1032093,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,27,5,6875,3529,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,28,489,898764,155372,244828,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,29,2,2201,990,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,30,2043,3013200,488284,1041077,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,31,832,2533862,150692,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,32,89,336508,43048,194891,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,33,30,142650,52139,17558,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,35,270,3394247,248131,1625537,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,36,12,42245,10641,4930,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323339377D');
INSERT INTO "usage_hourly" VALUES(1,1795683600,37,182,1597609,236166,551198,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,38,1762,2565363,426803,892077,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,40,54,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795683600,42,9,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A397D');
INSERT INTO "usage_hourly" VALUES(1,1795683600,43,23,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A32337D');
INSERT INTO "usage_hourly" VALUES(1,1795683600,44,145,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3134367D');
INSERT INTO "usage_hourly" VALUES(1,1795687200,1,81,246078,966,74733,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,2,16484,6799046,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,3,4170,2939666,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,4,1022,469201,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,5,355,137655,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,6,9,0,0,0,9.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,7,8,0,0,0,8.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,8,2,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,9,38,0,0,0,23993.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,10,26,0,0,0,3177.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,13,0,0,0,0,11.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,14,0,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,15,1169,4282061,558585,2653253,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,16,21444,38351828,2730890,21338402,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,17,475,1431991,200884,580854,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3134313638327D');
INSERT INTO "usage_hourly" VALUES(1,1795687200,18,48,169967,58169,34149,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,20,184,573233,72935,90629,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,21,141,155251,170439,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,22,48,210837,52916,43753,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,23,66,97564,26724,32899,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A34313335342C226F75747075745F617564696F5F746F6B656E73223A31383836317D');
INSERT INTO "usage_hourly" VALUES(1,1795687200,24,1328,3749589,349452,1179880,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,26,27654,10446946,1206081,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,27,4,5764,2745,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,28,463,835908,145211,232319,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,29,2,2219,1012,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,30,2483,3559552,600139,1246198,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,31,870,2681855,158741,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,32,100,370842,47525,216428,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,33,27,131066,45227,15950,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,35,281,3475059,259259,1680443,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,36,14,48563,12558,5788,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323733367D');
INSERT INTO "usage_hourly" VALUES(1,1795687200,37,204,1826063,268566,611925,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,38,1777,2577875,421950,894465,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,40,49,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795687200,42,11,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31317D');
INSERT INTO "usage_hourly" VALUES(1,1795687200,43,22,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A32327D');
INSERT INTO "usage_hourly" VALUES(1,1795687200,44,148,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3134387D');
INSERT INTO "usage_hourly" VALUES(1,1795690800,1,63,187476,747,56630,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,2,14157,5903116,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,3,3521,2488769,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,4,866,391795,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,5,270,106084,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,6,7,0,0,0,7.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,7,9,0,0,0,9.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,8,2,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,9,38,0,0,0,24266.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,10,29,0,0,0,3662.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,13,0,0,0,0,10.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,14,0,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,15,1084,3979716,524257,2435069,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,16,22918,40993816,2959337,22699898,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,17,473,1419535,201081,559216,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3134353237377D');
INSERT INTO "usage_hourly" VALUES(1,1795690800,18,39,138251,45800,26863,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,20,158,489830,62598,80986,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,21,104,115852,121082,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,22,41,174835,44158,36269,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,23,60,87836,25189,29930,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33363533372C226F75747075745F617564696F5F746F6B656E73223A31373838387D');
INSERT INTO "usage_hourly" VALUES(1,1795690800,24,1228,3407339,324814,1095216,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,26,27257,10312142,1199015,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,27,3,4137,2066,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,28,329,588440,106243,166066,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,29,2,2175,1016,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,30,2536,3652557,619413,1263356,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,31,832,2617296,152282,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,32,70,269124,32976,155785,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,33,22,103634,37276,12926,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,35,218,2756094,195960,1343765,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,36,12,41694,10935,4720,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323431327D');
INSERT INTO "usage_hourly" VALUES(1,1795690800,37,169,1531335,215945,507557,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,38,1594,2285235,381299,804394,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,40,42,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,41,6,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795690800,42,11,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31317D');
INSERT INTO "usage_hourly" VALUES(1,1795690800,43,19,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31397D');
INSERT INTO "usage_hourly" VALUES(1,1795690800,44,106,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3130367D');
INSERT INTO "usage_hourly" VALUES(1,1795694400,1,46,136471,563,40202,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,2,19008,7910270,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,3,4290,3004466,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,4,687,314746,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,5,165,65331,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,6,6,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,7,9,0,0,0,9.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,8,1,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,9,28,0,0,0,17871.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,10,20,0,0,0,2545.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,13,0,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,14,0,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,15,625,2314971,298242,1451187,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,16,22410,39635580,2944950,21942158,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,17,261,771787,114613,310447,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A37383334377D');
INSERT INTO "usage_hourly" VALUES(1,1795694400,18,43,153618,52204,29269,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,20,129,397660,52525,64799,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,21,73,78917,86605,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,22,30,130695,33286,26218,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,23,65,95164,26143,32698,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33393637352C226F75747075745F617564696F5F746F6B656E73223A31383439317D');
INSERT INTO "usage_hourly" VALUES(1,1795694400,24,1004,2782165,257630,904372,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,26,30127,11649498,1310215,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,27,2,2730,1376,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,28,179,327847,55958,87620,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,29,1,1094,508,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,30,2723,3959551,656312,1386596,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,31,874,2701462,162428,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,32,76,285723,36626,163648,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,33,18,85037,30984,10757,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,35,160,1997723,139833,973593,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,36,8,28149,7084,3136,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A313634347D');
INSERT INTO "usage_hourly" VALUES(1,1795694400,37,142,1259174,182143,415807,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,38,1625,2373547,381240,809822,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,40,41,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795694400,42,6,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A367D');
INSERT INTO "usage_hourly" VALUES(1,1795694400,43,18,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31387D');
INSERT INTO "usage_hourly" VALUES(1,1795694400,44,75,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A37357D');
INSERT INTO "usage_hourly" VALUES(1,1795698000,1,78,233854,916,71194,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,2,13843,5803414,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,3,2899,2072898,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,4,910,416300,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,5,89,35625,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,6,8,0,0,0,8.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,7,8,0,0,0,8.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,8,3,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,9,37,0,0,0,23653.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,10,22,0,0,0,2741.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,13,0,0,0,0,12.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,14,0,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,15,837,3094948,399798,1895255,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,16,18566,33312938,2323424,18413995,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,17,380,1134793,162582,457001,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3131323539347D');
INSERT INTO "usage_hourly" VALUES(1,1795698000,18,62,222182,73709,43458,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,20,225,695313,90043,109671,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,21,93,100926,112989,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,22,42,179954,47756,38967,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,23,69,100039,27634,34592,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A34313439352C226F75747075745F617564696F5F746F6B656E73223A31393530347D');
INSERT INTO "usage_hourly" VALUES(1,1795698000,24,1127,3207931,291124,1039186,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,26,25985,9764612,1128406,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,27,4,5495,2790,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,28,98,176250,32431,50172,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,29,2,2208,996,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,30,3014,4414210,706582,1507919,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,31,925,2807643,166296,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,32,81,309195,39696,179896,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,33,22,105564,36801,13232,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,35,268,3352044,244615,1621740,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,36,12,42319,10678,4903,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323338377D');
INSERT INTO "usage_hourly" VALUES(1,1795698000,37,213,1912943,274736,642120,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,38,1883,2679573,456829,926099,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,40,50,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795698000,42,11,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31317D');
INSERT INTO "usage_hourly" VALUES(1,1795698000,43,19,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31397D');
INSERT INTO "usage_hourly" VALUES(1,1795698000,44,123,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3132337D');
INSERT INTO "usage_hourly" VALUES(1,1795701600,1,57,167893,680,50604,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,2,17719,7382022,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,3,3638,2624626,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,4,1021,460658,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,5,34,13133,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,6,10,0,0,0,10.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,7,10,0,0,0,10.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,8,3,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,9,45,0,0,0,28993.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,10,25,0,0,0,3086.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,13,0,0,0,0,14.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,14,0,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,15,1136,4199746,549872,2618859,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,16,17510,31959489,2248235,17582480,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,17,516,1538229,223857,618746,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3135323139327D');
INSERT INTO "usage_hourly" VALUES(1,1795701600,18,68,242588,83124,47338,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,20,204,643737,81002,102136,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,21,121,131150,140963,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,22,37,158343,40640,32958,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,23,63,92927,25946,31665,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33393331322C226F75747075745F617564696F5F746F6B656E73223A31383330317D');
INSERT INTO "usage_hourly" VALUES(1,1795701600,24,1391,3819187,355258,1251135,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,26,29823,11371474,1296033,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,27,4,5589,2797,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,28,58,102997,18342,28380,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,29,3,3311,1502,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,30,2487,3604904,604894,1244562,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,31,650,1986959,120156,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,32,95,357473,45377,206754,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,33,25,122214,42022,14805,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,35,198,2479507,175785,1196121,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,36,15,52757,13435,6125,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323938397D');
INSERT INTO "usage_hourly" VALUES(1,1795701600,37,250,2277739,329443,762908,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,38,1609,2296291,387432,780243,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,40,52,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795701600,42,11,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31317D');
INSERT INTO "usage_hourly" VALUES(1,1795701600,43,26,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A32367D');
INSERT INTO "usage_hourly" VALUES(1,1795701600,44,129,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3132397D');
INSERT INTO "usage_hourly" VALUES(1,1795705200,1,77,228081,918,69816,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,2,19896,8288996,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,3,3653,2535249,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,4,1073,490989,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,5,14,5482,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,6,8,0,0,0,8.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,7,11,0,0,0,11.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,8,2,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,9,32,0,0,0,20797.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,10,23,0,0,0,2855.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,13,0,0,0,0,13.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,14,0,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,15,1044,3928202,502710,2431097,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,16,22687,41135446,2896026,22758976,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,17,369,1102364,155609,443556,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3130373333357D');
INSERT INTO "usage_hourly" VALUES(1,1795705200,18,60,214249,72667,41779,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,20,170,528529,68356,85612,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,21,111,120356,133053,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,22,48,207996,52136,44159,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,23,68,99707,27780,33638,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A34323635392C226F75747075745F617564696F5F746F6B656E73223A31393833377D');
INSERT INTO "usage_hourly" VALUES(1,1795705200,24,1297,3612996,339319,1147493,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,26,32923,12643605,1443307,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,27,3,4204,2116,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,28,20,36187,6235,10102,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,29,3,3279,1468,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,30,3220,4635667,768366,1634173,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,31,837,2570311,149942,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,32,94,353651,45367,201397,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,33,26,127893,43989,15628,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,35,268,3351831,242996,1598774,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,36,13,46144,12085,5282,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323630317D');
INSERT INTO "usage_hourly" VALUES(1,1795705200,37,207,1882027,272614,647456,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,38,2021,2914031,483796,1000878,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,40,51,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795705200,42,10,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31307D');
INSERT INTO "usage_hourly" VALUES(1,1795705200,43,16,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31367D');
INSERT INTO "usage_hourly" VALUES(1,1795705200,44,111,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3131337D');
INSERT INTO "usage_hourly" VALUES(1,1795708800,1,63,193408,744,57765,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,2,18616,7685099,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,3,4109,2922295,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,4,913,408188,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,6,6,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,7,13,0,0,0,13.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,8,2,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,9,39,0,0,0,25493.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,10,19,0,0,0,2380.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,13,0,0,0,0,10.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,14,0,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,15,616,2232969,300227,1381518,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,16,22214,38918455,2815553,21548908,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,17,427,1273993,184372,518279,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3132373935397D');
INSERT INTO "usage_hourly" VALUES(1,1795708800,18,41,144313,48983,29376,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,20,179,550521,70350,88473,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,21,101,110204,120534,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,22,31,133636,33379,27838,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,23,56,82762,23284,28205,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33343537352C226F75747075745F617564696F5F746F6B656E73223A31363534317D');
INSERT INTO "usage_hourly" VALUES(1,1795708800,24,950,2699788,246698,872534,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,26,33380,12915109,1454735,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,27,3,4221,2080,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,29,2,2202,1008,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,30,2500,3645385,604980,1263427,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,31,921,2894831,165415,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,32,71,270593,33647,157229,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,33,23,109844,40388,13586,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,35,218,2726516,199888,1304327,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,36,10,35120,8946,4036,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323031377D');
INSERT INTO "usage_hourly" VALUES(1,1795708800,37,185,1683088,234011,561707,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,38,2029,2922470,492369,994685,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,40,46,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,41,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795708800,42,8,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A387D');
INSERT INTO "usage_hourly" VALUES(1,1795708800,43,18,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31387D');
INSERT INTO "usage_hourly" VALUES(1,1795708800,44,123,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3132337D');
INSERT INTO "usage_hourly" VALUES(1,1795712400,1,28,85585,341,25458,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,2,18455,7766238,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,3,4573,3230406,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,4,702,320002,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,6,5,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,7,8,0,0,0,8.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,8,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,9,22,0,0,0,14282.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,10,17,0,0,0,2153.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,13,0,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,14,0,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,15,811,2969177,388424,1837520,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,16,23793,42995739,3137266,23575197,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,17,247,737254,104031,293143,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A37343738377D');
INSERT INTO "usage_hourly" VALUES(1,1795712400,18,23,81690,27849,16147,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,20,104,326403,42793,51250,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,21,58,65871,69319,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,22,17,73929,18948,15219,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,23,49,72212,20072,24571,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33303135372C226F75747075745F617564696F5F746F6B656E73223A31343130357D');
INSERT INTO "usage_hourly" VALUES(1,1795712400,24,765,2171639,202299,697913,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,26,45454,17422220,1980933,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,27,2,2744,1409,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,29,1,1097,500,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,30,3157,4592930,752685,1576573,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,31,820,2584821,150068,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,32,51,195405,24354,113158,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,33,11,53442,18588,6600,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,35,96,1187847,87285,567351,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,36,7,24816,6359,2809,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A313339307D');
INSERT INTO "usage_hourly" VALUES(1,1795712400,37,126,1100869,161900,368956,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,38,2151,3104074,512458,1059876,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,40,35,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795712400,42,4,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A347D');
INSERT INTO "usage_hourly" VALUES(1,1795712400,43,16,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31367D');
INSERT INTO "usage_hourly" VALUES(1,1795712400,44,58,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A35387D');
INSERT INTO "usage_hourly" VALUES(1,1795716000,1,22,66889,265,19584,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,2,20355,8654502,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,3,4822,3392293,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,4,477,218670,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,6,2,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,7,13,0,0,0,13.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,9,16,0,0,0,9993.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,10,14,0,0,0,1735.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,13,0,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,14,0,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,15,565,2098347,274047,1304258,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,16,24445,44306084,3163496,24309854,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,17,118,353135,49148,140753,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A33353537377D');
INSERT INTO "usage_hourly" VALUES(1,1795716000,18,11,39803,13407,7541,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,20,53,163221,21259,26700,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,21,28,30559,33538,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,22,11,47654,11950,9898,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,23,40,59320,16242,20378,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A32343930382C226F75747075745F617564696F5F746F6B656E73223A31313532367D');
INSERT INTO "usage_hourly" VALUES(1,1795716000,24,705,1962244,185336,638605,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,26,39899,15094991,1736697,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,27,1,1422,715,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,30,3568,5237015,854856,1802728,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,31,806,2534590,145080,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,32,45,171136,21905,99084,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,33,6,28734,10295,3534,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,35,77,969558,68547,457206,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,36,3,10589,2711,1183,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3539357D');
INSERT INTO "usage_hourly" VALUES(1,1795716000,37,51,468580,65951,153840,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,38,2365,3377976,572796,1169075,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,40,31,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,41,10,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795716000,42,2,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A327D');
INSERT INTO "usage_hourly" VALUES(1,1795716000,43,9,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A397D');
INSERT INTO "usage_hourly" VALUES(1,1795716000,44,34,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A33347D');
INSERT INTO "usage_hourly" VALUES(1,1795719600,1,8,24323,95,7323,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,2,19140,7818007,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,3,3250,2267779,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,4,445,201101,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,5,14,5344,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,6,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,7,12,0,0,0,12.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,9,15,0,0,0,9551.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,10,9,0,0,0,1117.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,13,0,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,15,414,1509583,203037,927790,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,16,27862,49544601,3624712,27472265,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,17,68,201666,29268,81291,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A31393835377D');
INSERT INTO "usage_hourly" VALUES(1,1795719600,18,7,25144,8374,4971,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,20,26,79291,10270,12649,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,21,16,17851,19296,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,22,4,17168,4441,3665,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,23,31,45455,12546,15216,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A31393436362C226F75747075745F617564696F5F746F6B656E73223A383739357D');
INSERT INTO "usage_hourly" VALUES(1,1795719600,24,529,1467619,138732,478715,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,26,43675,17066518,1895661,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,28,21,36540,6793,10137,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,30,3806,5588040,929273,1855378,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,31,704,2214102,124245,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,32,33,124074,15971,70933,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,33,3,14504,5121,1800,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,35,30,371676,27464,175605,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,36,1,3511,899,406,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3230327D');
INSERT INTO "usage_hourly" VALUES(1,1795719600,37,35,317806,45494,106679,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,38,2962,4374191,710272,1503959,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,40,24,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795719600,42,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795719600,43,8,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A387D');
INSERT INTO "usage_hourly" VALUES(1,1795719600,44,17,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31377D');
INSERT INTO "usage_hourly" VALUES(1,1795723200,1,5,14963,60,4503,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,2,23878,9719033,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,3,4366,3086791,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,4,320,143498,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,5,22,8573,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,7,11,0,0,0,11.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,9,12,0,0,0,7744.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,10,8,0,0,0,995.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,15,350,1323351,167036,825635,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,16,26567,48066649,3484486,26571021,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,17,34,101698,14489,40999,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A31303139387D');
INSERT INTO "usage_hourly" VALUES(1,1795723200,18,5,17848,6006,3400,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,20,15,46036,6194,7517,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,21,10,10888,12184,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,22,3,12896,3308,2724,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,23,20,29318,8164,10001,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A31323432342C226F75747075745F617564696F5F746F6B656E73223A353737337D');
INSERT INTO "usage_hourly" VALUES(1,1795723200,24,346,958151,89531,307332,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,26,30993,11659451,1335559,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,28,39,70166,12632,19795,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,30,3963,5764877,949030,1984402,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,31,796,2480552,143629,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,32,29,112105,13488,65451,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,33,2,9521,3397,1196,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,34,2862,7058051,958064,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,35,20,247677,18013,120058,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,36,1,3498,877,410,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3230317D');
INSERT INTO "usage_hourly" VALUES(1,1795723200,37,16,140301,21097,47126,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,38,2693,3945366,636852,1369840,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,39,2146,8434785,622415,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,40,15,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795723200,43,7,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A377D');
INSERT INTO "usage_hourly" VALUES(1,1795723200,44,12,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31327D');
INSERT INTO "usage_hourly" VALUES(1,1795726800,1,3,8866,36,2662,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,2,19089,8031081,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,3,4170,2910804,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,4,209,93980,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,5,79,31787,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,7,10,0,0,0,10.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,9,9,0,0,0,5774.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,10,5,0,0,0,618.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,15,229,849773,113274,526121,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,16,20438,37397123,2626776,20613988,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,17,24,72427,10215,28627,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A373431387D');
INSERT INTO "usage_hourly" VALUES(1,1795726800,18,2,7289,2364,1394,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,20,8,24410,3166,3900,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,21,5,5445,6027,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,22,1,4273,1115,896,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,23,15,22218,6030,7580,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A393333352C226F75747075745F617564696F5F746F6B656E73223A343234367D');
INSERT INTO "usage_hourly" VALUES(1,1795726800,24,233,650945,60816,209597,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,26,24655,9109288,1083893,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,28,97,173847,31532,48209,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,30,2490,3548933,591691,1232233,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,31,914,2918830,160362,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,32,14,53333,6656,30939,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,34,5537,13894882,1812042,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,35,11,138281,9761,65202,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,37,7,63060,9159,21348,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,38,2155,3118461,527743,1079209,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,39,4660,18229462,1325665,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,40,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795726800,43,4,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A347D');
INSERT INTO "usage_hourly" VALUES(1,1795726800,44,4,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A347D');
INSERT INTO "usage_hourly" VALUES(1,1795730400,1,1,2944,12,900,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,2,11211,4681605,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,3,3133,2139825,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,4,114,53124,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,5,136,54898,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,7,7,0,0,0,7.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,9,5,0,0,0,3202.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,10,3,0,0,0,373.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,15,191,695421,91657,429915,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,16,14185,25209629,1834370,13846011,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,17,9,27553,3787,11079,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323734357D');
INSERT INTO "usage_hourly" VALUES(1,1795730400,18,1,3586,1206,716,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,20,4,12182,1583,2000,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,21,2,2266,2404,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,23,11,16093,4459,5489,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A363735332C226F75747075745F617564696F5F746F6B656E73223A333135347D');
INSERT INTO "usage_hourly" VALUES(1,1795730400,24,203,576921,53901,184818,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,26,21080,8074936,933407,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,28,202,359590,65484,101863,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,30,2036,2903946,492576,995010,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,31,835,2642848,147566,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,32,16,60922,7767,35397,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,34,3606,8845528,1171822,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,35,5,62762,4503,29890,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,37,4,35510,5234,12020,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,38,1292,1856871,317536,633067,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,39,1982,7799624,566500,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,40,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795730400,43,3,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A337D');
INSERT INTO "usage_hourly" VALUES(1,1795730400,44,3,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A337D');
INSERT INTO "usage_hourly" VALUES(1,1795734000,2,6053,2547535,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,3,3955,2844539,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,4,109,50794,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,5,319,123407,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,7,4,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,9,3,0,0,0,1943.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,10,2,0,0,0,246.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,11,0,0,0,0,32598801776.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,12,0,0,0,0,140174847639.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,15,85,313941,41054,195261,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,16,8900,16236578,1161660,9039019,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,23,7,10285,2892,3567,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A343231322C226F75747075745F617564696F5F746F6B656E73223A323032387D');
INSERT INTO "usage_hourly" VALUES(1,1795734000,24,137,382060,35659,123826,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,26,13341,5091858,601191,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,28,371,660490,118038,185726,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,30,940,1368329,231631,456689,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,31,833,2599952,152648,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,32,10,38710,4831,22507,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,38,751,1097681,183320,368991,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,40,5,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795734000,43,2,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A327D');
INSERT INTO "usage_hourly" VALUES(1,1795737600,2,2532,1083041,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,3,2589,1832652,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,4,79,36521,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,5,370,141428,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,7,2,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,9,2,0,0,0,1271.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,10,1,0,0,0,123.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,15,72,265559,34133,165498,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,16,4295,7677018,563393,4198068,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,23,3,4425,1206,1486,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A313837372C226F75747075745F617564696F5F746F6B656E73223A3835327D');
INSERT INTO "usage_hourly" VALUES(1,1795737600,24,91,254675,23342,82599,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,26,6701,2513120,291820,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,28,441,795101,144100,217673,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,30,457,666239,108247,225041,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,31,599,1840352,109794,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,32,6,22414,2885,13124,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,38,490,704413,117312,242039,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,40,3,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795737600,43,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795741200,2,2316,966426,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,3,4335,2981529,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,4,55,24917,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,5,615,232647,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,7,2,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,9,2,0,0,0,1270.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,10,1,0,0,0,122.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,15,46,166610,21681,102997,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,16,3036,5536111,393041,3110573,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,19,147,786794,273367,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,23,3,4389,1219,1467,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A313835392C226F75747075745F617564696F5F746F6B656E73223A3836337D');
INSERT INTO "usage_hourly" VALUES(1,1795741200,24,56,157239,14552,48904,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,25,122,590759,109683,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,26,4566,1708816,201443,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,28,482,862674,151020,239058,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,30,424,621776,101697,212879,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,31,1059,3292117,186896,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,32,5,19126,2411,11106,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,38,323,478457,77784,164378,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,40,2,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,41,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795741200,43,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795744800,2,2069,883406,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,3,2941,2045380,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,4,62,28063,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,5,637,257406,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,7,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,9,1,0,0,0,648.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,10,1,0,0,0,122.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,15,56,207515,26207,129460,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,16,2316,4135161,296890,2248897,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,19,355,1818733,666266,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,23,3,4374,1219,1503,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A313836322C226F75747075745F617564696F5F746F6B656E73223A3836357D');
INSERT INTO "usage_hourly" VALUES(1,1795744800,24,57,158580,14583,50955,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,25,285,1416315,253897,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,26,4693,1765924,200845,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,28,612,1119746,197011,310258,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,30,410,604391,99685,204574,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,31,944,2896750,166456,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,32,4,15471,1930,9073,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,38,344,485897,84716,168472,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,40,3,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795744800,41,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,2,1603,685916,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,3,3221,2240938,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,4,47,21722,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,5,901,357824,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,7,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,9,1,0,0,0,638.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,10,1,0,0,0,124.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,15,44,163646,21421,102460,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,16,1678,3039940,213346,1675617,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,19,205,1039454,391496,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,23,2,2922,816,994,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A313231302C226F75747075745F617564696F5F746F6B656E73223A3537367D');
INSERT INTO "usage_hourly" VALUES(1,1795748400,24,80,228251,20980,73283,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,25,132,645702,116396,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,26,3794,1428520,169340,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,28,720,1294083,234281,367338,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,30,307,450328,74183,157397,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,31,737,2271870,133356,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,32,5,19250,2405,11314,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,34,6017,15260018,1966091,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,38,252,362775,60782,123492,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,39,5937,23184750,1727987,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,40,3,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795748400,43,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795752000,2,2131,902230,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,3,3598,2533664,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,4,79,35718,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,5,626,241785,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,7,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,9,2,0,0,0,1248.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,10,2,0,0,0,246.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,15,66,245474,31536,152522,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,16,2462,4427650,317754,2434404,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,19,89,454156,166106,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,23,4,5903,1607,1997,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A323439322C226F75747075745F617564696F5F746F6B656E73223A313133347D');
INSERT INTO "usage_hourly" VALUES(1,1795752000,24,94,259200,24180,82999,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,25,51,247520,44363,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,26,2960,1109284,130160,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,28,756,1380594,245552,388797,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,30,257,372609,61265,128609,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,31,727,2307896,127233,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,32,5,19318,2437,11185,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,34,9008,22831310,3077592,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,38,268,396048,63377,137843,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,39,7762,30350711,2221404,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,40,5,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795752000,43,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795755600,2,2865,1227830,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,3,3892,2733711,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,4,140,64612,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,5,735,285775,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,7,2,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,9,4,0,0,0,2530.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,10,4,0,0,0,503.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,15,170,621045,81659,381215,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,16,2990,5360417,388462,2940587,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,23,8,11986,3359,4112,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A353034352C226F75747075745F617564696F5F746F6B656E73223A323339337D');
INSERT INTO "usage_hourly" VALUES(1,1795755600,24,167,471250,43796,151162,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,26,6553,2478893,296321,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,28,814,1456902,254756,410328,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,30,485,700425,116925,241700,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,31,670,2073196,122867,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,32,11,42502,5290,24900,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,34,3971,10069286,1289324,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,38,404,582815,95350,205106,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,39,3285,13009520,918081,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,40,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795755600,43,3,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A337D');
INSERT INTO "usage_hourly" VALUES(1,1795759200,1,2,5889,24,1772,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,2,2687,1147137,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,3,2775,1956253,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,4,362,166093,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,5,566,215916,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,7,3,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,9,11,0,0,0,7085.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,10,9,0,0,0,1125.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,15,362,1339832,175308,829754,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,16,4711,8491962,613999,4717975,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,17,19,56970,7986,22911,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A353837337D');
INSERT INTO "usage_hourly" VALUES(1,1795759200,18,2,7160,2383,1394,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,20,8,24368,3188,4036,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,21,3,3258,3582,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,22,1,4206,1094,895,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,23,21,31416,8656,10453,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A31333537342C226F75747075745F617564696F5F746F6B656E73223A363133337D');
INSERT INTO "usage_hourly" VALUES(1,1795759200,24,463,1300254,120027,422702,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,26,8910,3308511,383904,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,28,662,1178613,217167,328939,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,30,874,1290798,210809,438707,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,31,850,2673920,154662,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,32,36,137937,17083,80408,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,34,1921,4751872,635292,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,35,9,111883,7974,55654,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,37,5,46351,6484,15172,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,38,631,908367,150256,307527,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,39,1855,7220354,530003,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,40,23,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795759200,43,8,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A387D');
INSERT INTO "usage_hourly" VALUES(1,1795759200,44,5,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A357D');
INSERT INTO "usage_hourly" VALUES(1,1795762800,1,11,32886,132,9970,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,2,7140,3039799,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,3,3992,2786213,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,4,606,277534,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,5,799,313968,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,6,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,7,5,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,9,21,0,0,0,13474.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,10,18,0,0,0,2306.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,13,0,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,15,465,1730983,220666,1091824,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,16,7296,13186344,937712,7279470,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,17,89,269518,38956,109433,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A32363731367D');
INSERT INTO "usage_hourly" VALUES(1,1795762800,18,8,29268,9868,5712,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,20,29,90860,11653,14476,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,21,18,19422,21581,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,22,5,21478,5354,4437,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,23,31,46042,12689,15522,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A31393435322C226F75747075745F617564696F5F746F6B656E73223A383933367D');
INSERT INTO "usage_hourly" VALUES(1,1795762800,24,680,1901036,175656,608563,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,26,10324,3883850,465512,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,28,747,1328487,240090,379199,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,30,1083,1567725,253796,540508,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,31,952,2923820,170397,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,32,58,218898,28091,125917,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,33,3,14281,5068,1788,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,35,39,487016,35348,232000,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,36,1,3555,885,403,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3139397D');
INSERT INTO "usage_hourly" VALUES(1,1795762800,37,25,223461,32226,74176,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,38,834,1217795,199109,415727,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,40,42,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,41,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795762800,42,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795762800,43,13,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31337D');
INSERT INTO "usage_hourly" VALUES(1,1795762800,44,19,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31397D');
INSERT INTO "usage_hourly" VALUES(1,1795766400,1,50,149139,609,44511,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,2,8833,3818547,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,3,3564,2500586,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,4,703,323064,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,5,443,177451,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,6,5,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,7,6,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,8,1,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,9,30,0,0,0,19350.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,10,31,0,0,0,3913.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,13,0,0,0,0,8.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,14,0,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,15,847,3116808,404425,1932167,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,16,12526,22670515,1604526,12652024,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,17,272,816905,119001,324646,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A37393732377D');
INSERT INTO "usage_hourly" VALUES(1,1795766400,18,36,131933,44022,25762,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,20,94,294024,37870,46432,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,21,60,65468,72747,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,22,15,64497,16894,13765,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,23,38,54826,15656,18573,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A32323939362C226F75747075745F617564696F5F746F6B656E73223A31313134337D');
INSERT INTO "usage_hourly" VALUES(1,1795766400,24,977,2748682,252252,859979,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,26,19386,7488978,881409,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,27,2,2789,1402,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,28,617,1103090,195367,310684,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,29,1,1077,495,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,30,1798,2580377,438841,896256,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,31,954,3036100,174151,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,32,72,273515,34669,158245,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,33,13,61986,21746,7853,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,35,173,2190765,154008,1054598,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,36,7,24969,6327,2829,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A313431327D');
INSERT INTO "usage_hourly" VALUES(1,1795766400,37,80,708251,105282,238564,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,38,1467,2145710,352853,750870,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,40,39,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795766400,42,5,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A357D');
INSERT INTO "usage_hourly" VALUES(1,1795766400,43,17,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31377D');
INSERT INTO "usage_hourly" VALUES(1,1795766400,44,81,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A38317D');
INSERT INTO "usage_hourly" VALUES(1,1795770000,1,64,193349,775,57473,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,2,10599,4412998,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,3,3477,2454400,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,4,941,443216,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,5,429,167595,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,6,7,0,0,0,7.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,7,7,0,0,0,7.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,8,2,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,9,29,0,0,0,18138.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,10,27,0,0,0,3438.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,13,0,0,0,0,15.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,14,0,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,15,866,3176418,417354,1995690,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,16,15240,28054343,1997403,15700902,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,17,489,1455108,212169,585510,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3134393838377D');
INSERT INTO "usage_hourly" VALUES(1,1795770000,18,40,145476,47607,28471,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,20,193,598556,76832,96511,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,21,85,95154,102747,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,22,29,123471,31078,25822,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,23,66,97272,27492,32859,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A34313134342C226F75747075745F617564696F5F746F6B656E73223A31393636317D');
INSERT INTO "usage_hourly" VALUES(1,1795770000,24,904,2529732,231855,828696,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,26,19876,7699475,868031,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,27,4,5739,2743,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,28,457,807637,146168,225794,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,29,2,2194,984,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,30,1589,2357352,381266,799155,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,31,792,2394659,139897,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,32,94,352985,44855,202861,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,33,24,115229,40979,14442,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,35,222,2805337,199360,1344194,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,36,9,31257,7962,3608,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A313739387D');
INSERT INTO "usage_hourly" VALUES(1,1795770000,37,131,1168876,169946,391512,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,38,1395,2046734,340685,714528,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,40,41,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,41,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795770000,42,9,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A397D');
INSERT INTO "usage_hourly" VALUES(1,1795770000,43,19,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31397D');
INSERT INTO "usage_hourly" VALUES(1,1795770000,44,97,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A39377D');
INSERT INTO "usage_hourly" VALUES(1,1795773600,1,71,212885,845,63057,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,2,11223,4690068,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,3,3370,2373974,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,4,938,439854,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,5,297,115292,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,6,6,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,7,10,0,0,0,10.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,8,2,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,9,43,0,0,0,28054.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,10,20,0,0,0,2540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,13,0,0,0,0,16.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,14,0,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,15,864,3223525,416188,2010972,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,16,14903,26543785,1980905,14890847,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,17,426,1282149,180228,509265,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3132393938347D');
INSERT INTO "usage_hourly" VALUES(1,1795773600,18,41,146065,49998,28878,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,20,168,523104,68373,80493,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,21,95,105405,114876,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,22,30,131187,32560,27382,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,23,52,76298,21640,25523,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33323735352C226F75747075745F617564696F5F746F6B656E73223A31353431367D');
INSERT INTO "usage_hourly" VALUES(1,1795773600,24,960,2642742,250057,855035,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,26,23907,9193338,1041250,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,27,5,7036,3474,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,28,373,676531,119330,186659,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,29,2,2180,977,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,30,1733,2514478,407034,858884,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,31,778,2420043,143202,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,32,94,357855,45709,206648,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,33,23,110638,38436,14027,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,35,246,3085510,218481,1483387,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,36,11,38457,10020,4478,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323135377D');
INSERT INTO "usage_hourly" VALUES(1,1795773600,37,146,1309080,191305,440138,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,38,1493,2175802,370173,738754,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,40,46,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795773600,42,7,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A377D');
INSERT INTO "usage_hourly" VALUES(1,1795773600,43,19,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31397D');
INSERT INTO "usage_hourly" VALUES(1,1795773600,44,111,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3131327D');
INSERT INTO "usage_hourly" VALUES(1,1795777200,1,70,209643,837,61531,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,2,13266,5494183,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,3,2672,1882044,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,4,810,379877,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,5,208,83952,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,6,6,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,7,10,0,0,0,10.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,8,2,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,9,33,0,0,0,21473.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,10,31,0,0,0,3888.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,13,0,0,0,0,13.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,14,0,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,15,928,3467425,442612,2175045,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,16,13122,23685193,1732514,13230234,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,17,365,1079707,158827,430728,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3130393530307D');
INSERT INTO "usage_hourly" VALUES(1,1795777200,18,42,151651,51353,29762,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,20,139,436207,55050,68940,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,21,75,82671,89681,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,22,23,98535,25457,20507,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,23,55,80412,22152,27204,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33333437392C226F75747075745F617564696F5F746F6B656E73223A31353730387D');
INSERT INTO "usage_hourly" VALUES(1,1795777200,24,994,2781439,256168,884771,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,26,23676,8965030,1032206,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,27,4,5539,2786,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,28,230,408244,74175,111069,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,29,2,2171,1010,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,30,2291,3300765,564270,1162839,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,31,687,2149457,123403,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,32,60,226208,28325,131919,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,33,16,76791,27532,9583,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,35,243,3034028,213600,1453372,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,36,10,35029,9043,3997,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323030387D');
INSERT INTO "usage_hourly" VALUES(1,1795777200,37,121,1111199,157415,360828,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,38,1744,2478312,413450,847198,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,40,61,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795777200,42,7,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A377D');
INSERT INTO "usage_hourly" VALUES(1,1795777200,43,14,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31347D');
INSERT INTO "usage_hourly" VALUES(1,1795777200,44,110,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3131327D');
INSERT INTO "usage_hourly" VALUES(1,1795780800,1,41,125631,488,37251,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,2,11438,4807478,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,3,4580,3243961,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,4,838,387456,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,5,159,61025,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,6,4,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,7,9,0,0,0,9.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,8,1,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,9,26,0,0,0,16290.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,10,24,0,0,0,2998.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,13,0,0,0,0,9.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,14,0,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,15,809,2981241,388699,1859564,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,16,13824,24678016,1808308,13677406,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,17,309,928572,131896,372791,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A39323834377D');
INSERT INTO "usage_hourly" VALUES(1,1795780800,18,26,92186,31516,18011,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,20,110,340727,44402,55530,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,21,65,70601,77704,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,22,18,77112,19538,16114,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,23,51,76344,21076,25963,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33323134342C226F75747075745F617564696F5F746F6B656E73223A31343937397D');
INSERT INTO "usage_hourly" VALUES(1,1795780800,24,1089,2986560,286630,975553,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,26,27945,10589285,1238885,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,27,2,2777,1391,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,28,151,273056,49080,74504,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,29,1,1074,504,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,30,1758,2539196,424134,858291,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,31,848,2647733,155379,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,32,59,226864,28468,129768,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,33,13,63305,22207,7826,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,35,143,1784401,129925,866588,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,36,8,27946,7286,3241,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A313538387D');
INSERT INTO "usage_hourly" VALUES(1,1795780800,37,78,694229,102056,240055,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,38,1859,2685757,451933,927684,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,40,41,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,41,10,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795780800,42,5,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A357D');
INSERT INTO "usage_hourly" VALUES(1,1795780800,43,16,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31367D');
INSERT INTO "usage_hourly" VALUES(1,1795780800,44,86,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A38387D');
INSERT INTO "usage_hourly" VALUES(1,1795784400,1,81,240145,963,71769,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,2,12094,4949888,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,3,4487,3152018,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,4,879,406215,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,5,85,32409,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,6,6,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,7,11,0,0,0,11.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,8,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,9,35,0,0,0,22356.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,10,22,0,0,0,2722.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,13,0,0,0,0,14.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,14,0,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,15,873,3255164,418170,2011331,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,16,15593,27764695,2008531,15188328,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,17,419,1263704,180763,507403,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3132343537397D');
INSERT INTO "usage_hourly" VALUES(1,1795784400,18,36,129977,43442,25769,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,20,186,580674,73582,92057,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,21,109,117089,131470,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,22,25,107850,27285,22695,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,23,40,59569,16520,20502,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A32343834322C226F75747075745F617564696F5F746F6B656E73223A31313737317D');
INSERT INTO "usage_hourly" VALUES(1,1795784400,24,1174,3297589,302557,1070529,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,26,28151,10276901,1259358,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,27,3,4200,2054,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,28,89,157525,28674,43294,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,29,2,2159,990,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,30,2529,3659192,600884,1286264,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,31,784,2417939,143032,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,32,75,281740,36711,160891,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,33,21,97706,36127,12349,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,35,279,3474830,247207,1669300,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,36,9,31749,8043,3590,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A313738397D');
INSERT INTO "usage_hourly" VALUES(1,1795784400,37,175,1572436,228749,517053,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,38,1637,2339778,395805,801714,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,40,56,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795784400,42,7,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A377D');
INSERT INTO "usage_hourly" VALUES(1,1795784400,43,15,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31357D');
INSERT INTO "usage_hourly" VALUES(1,1795784400,44,134,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3133357D');
INSERT INTO "usage_hourly" VALUES(1,1795788000,1,70,207974,867,63146,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,2,10807,4596009,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,3,3218,2271573,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,4,888,407881,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,5,42,16429,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,6,5,0,0,0,5.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,7,10,0,0,0,10.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,8,2,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,9,42,0,0,0,27460.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,10,32,0,0,0,4008.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,13,0,0,0,0,15.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,14,0,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,15,913,3402975,430429,2127584,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,16,12789,22836700,1653843,12416913,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,17,432,1305965,186372,525803,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3133313630397D');
INSERT INTO "usage_hourly" VALUES(1,1795788000,18,55,194796,65975,37536,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,20,193,615399,76219,95958,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,21,111,118671,133053,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,22,34,147199,37263,30174,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,23,61,87839,25161,29271,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33373633302C226F75747075745F617564696F5F746F6B656E73223A31373832317D');
INSERT INTO "usage_hourly" VALUES(1,1795788000,24,993,2741052,253011,899263,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,26,21646,8147161,960097,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,27,4,5516,2889,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,28,49,88274,16003,24637,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,29,2,2286,1011,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,30,2455,3561622,593011,1247878,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,31,782,2421832,144437,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,32,73,277880,34886,160952,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,33,24,116539,40516,14521,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,35,243,2954265,219207,1422582,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,36,10,34676,8952,3988,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323031347D');
INSERT INTO "usage_hourly" VALUES(1,1795788000,37,161,1451535,209248,484356,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,38,1877,2767016,447180,940333,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,40,51,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,41,7,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795788000,42,7,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A377D');
INSERT INTO "usage_hourly" VALUES(1,1795788000,43,19,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31397D');
INSERT INTO "usage_hourly" VALUES(1,1795788000,44,126,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3132367D');
INSERT INTO "usage_hourly" VALUES(1,1795791600,1,85,257390,1042,77452,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,2,14869,6248029,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,3,3802,2702659,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,4,851,386251,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,5,14,5434,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,6,6,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,7,10,0,0,0,10.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,8,1,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,9,39,0,0,0,25490.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,10,30,0,0,0,3693.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,13,0,0,0,0,11.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,14,0,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,15,737,2742121,353198,1713722,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,16,14970,26908665,1915454,14769644,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,17,543,1629496,233147,653747,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3136333533367D');
INSERT INTO "usage_hourly" VALUES(1,1795791600,18,54,196345,65717,38962,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,20,199,615546,77812,100483,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,21,82,90023,98976,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,22,26,111652,29200,23220,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,23,47,68640,19092,23244,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A32393038332C226F75747075745F617564696F5F746F6B656E73223A31333437307D');
INSERT INTO "usage_hourly" VALUES(1,1795791600,24,1174,3326266,293726,1073883,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,26,23923,9178407,1053511,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,27,4,5772,2819,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,28,14,25199,4403,6902,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,29,2,2194,990,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,30,2279,3277633,539882,1135048,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,31,785,2443302,140403,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,32,62,233271,29571,133769,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,33,23,109614,38894,13970,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,35,293,3683815,266983,1806284,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,36,11,37887,9942,4331,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323233337D');
INSERT INTO "usage_hourly" VALUES(1,1795791600,37,139,1227431,180170,408397,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,38,2327,3306274,559434,1155262,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,40,35,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,41,10,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795791600,42,7,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A377D');
INSERT INTO "usage_hourly" VALUES(1,1795791600,43,18,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31387D');
INSERT INTO "usage_hourly" VALUES(1,1795791600,44,108,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3130397D');
INSERT INTO "usage_hourly" VALUES(1,1795795200,1,50,147443,603,43879,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,2,15309,6414867,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,3,3902,2787081,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,4,844,387481,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,6,4,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,7,11,0,0,0,11.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,8,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,9,25,0,0,0,16011.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,10,18,0,0,0,2175.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,13,0,0,0,0,10.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,14,0,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,15,814,2994688,386570,1853002,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,16,18585,33237997,2446722,18116155,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,17,334,1015820,137711,407160,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A39393334337D');
INSERT INTO "usage_hourly" VALUES(1,1795795200,18,34,118994,39988,23704,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,20,140,423183,55323,69581,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,21,81,89698,97567,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,22,20,85557,22107,18147,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,23,41,60385,16924,20520,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A32353539332C226F75747075745F617564696F5F746F6B656E73223A31323036327D');
INSERT INTO "usage_hourly" VALUES(1,1795795200,24,1038,2856944,276370,936024,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,26,28353,10812280,1231998,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,27,3,4266,2087,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,29,1,1111,505,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,30,2794,4001555,672033,1390349,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,31,857,2577569,155276,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,32,59,222470,27721,128405,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,33,14,67303,23901,8554,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,35,172,2175814,150945,1013733,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,36,6,20866,5371,2367,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A313233317D');
INSERT INTO "usage_hourly" VALUES(1,1795795200,37,124,1117634,163246,378993,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,38,2064,3059580,484294,1036787,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,40,51,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795795200,42,6,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A367D');
INSERT INTO "usage_hourly" VALUES(1,1795795200,43,16,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31367D');
INSERT INTO "usage_hourly" VALUES(1,1795795200,44,100,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A3130307D');
INSERT INTO "usage_hourly" VALUES(1,1795798800,1,33,97127,396,29257,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,2,15847,6668739,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,3,3654,2533133,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,4,476,225695,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,6,4,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,7,13,0,0,0,13.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,8,1,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,9,26,0,0,0,16932.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,10,16,0,0,0,2061.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,13,0,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,14,0,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,15,665,2487474,323914,1544996,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,16,17622,31638480,2279114,17315873,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,17,165,496866,69676,196864,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A35303035357D');
INSERT INTO "usage_hourly" VALUES(1,1795798800,18,19,68275,22916,12954,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,20,87,277380,34082,43946,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,21,54,59414,64103,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,22,13,55065,13933,11362,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,23,49,71587,20068,24153,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A33303032372C226F75747075745F617564696F5F746F6B656E73223A31343136337D');
INSERT INTO "usage_hourly" VALUES(1,1795798800,24,800,2264305,211808,723339,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,26,24349,9118213,1087311,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,27,2,2881,1415,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,29,1,1122,501,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,30,2298,3242628,550779,1118423,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,31,699,2160022,125973,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,32,58,222050,27710,127880,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,33,9,42096,15219,5390,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,35,114,1411006,101072,680409,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,36,5,17290,4520,2070,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3939307D');
INSERT INTO "usage_hourly" VALUES(1,1795798800,37,85,759333,110567,254003,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,38,2220,3244093,539368,1112438,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,40,29,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,41,10,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795798800,42,4,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A347D');
INSERT INTO "usage_hourly" VALUES(1,1795798800,43,13,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31337D');
INSERT INTO "usage_hourly" VALUES(1,1795798800,44,57,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A35377D');
INSERT INTO "usage_hourly" VALUES(1,1795802400,1,19,57933,227,17162,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,2,12695,5154213,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,3,3781,2588221,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,4,471,218299,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,6,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,7,13,0,0,0,13.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,9,20,0,0,0,12803.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,10,15,0,0,0,1916.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,13,0,0,0,0,3.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,14,0,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,15,411,1499793,202192,924183,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,16,20971,37392300,2671652,21007120,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,17,88,260015,37941,104091,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A32353933397D');
INSERT INTO "usage_hourly" VALUES(1,1795802400,18,11,40167,13079,7820,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,20,47,147113,18992,22751,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,21,27,29489,32028,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,22,6,26338,6749,5356,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,23,37,54437,15287,18213,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A32333238372C226F75747075745F617564696F5F746F6B656E73223A31303830337D');
INSERT INTO "usage_hourly" VALUES(1,1795802400,24,636,1778788,164855,575404,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,26,28746,10855474,1273470,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,27,1,1401,719,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,30,3411,4969891,807147,1685930,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,31,684,2071997,120715,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,32,42,160202,20191,93798,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,33,5,24138,8538,2933,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,35,65,809460,58714,389333,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,36,2,7037,1788,781,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3430317D');
INSERT INTO "usage_hourly" VALUES(1,1795802400,37,44,390633,57556,127117,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,38,2579,3754377,628102,1322870,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,40,24,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,41,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795802400,42,2,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A327D');
INSERT INTO "usage_hourly" VALUES(1,1795802400,43,11,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31317D');
INSERT INTO "usage_hourly" VALUES(1,1795802400,44,26,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A32367D');
INSERT INTO "usage_hourly" VALUES(1,1795806000,1,9,27237,109,7892,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,2,14615,6136052,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,3,3208,2253275,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,4,441,198476,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,5,14,5565,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,6,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,7,13,0,0,0,13.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,9,14,0,0,0,8927.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,10,11,0,0,0,1375.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,13,0,0,0,0,2.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,15,413,1525523,195529,952335,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,16,16725,30588619,2168676,16998373,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,17,70,211673,29526,86143,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A32303836347D');
INSERT INTO "usage_hourly" VALUES(1,1795806000,18,5,18019,6043,3449,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,20,23,70898,9143,11828,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,21,13,14286,15249,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,22,3,12890,3331,2677,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,23,26,37968,10710,12614,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A31363432362C226F75747075745F617564696F5F746F6B656E73223A373539397D');
INSERT INTO "usage_hourly" VALUES(1,1795806000,24,414,1147293,109716,373464,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,26,30983,11878455,1363252,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,28,17,31011,5422,8561,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,30,2963,4286854,717283,1477159,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,31,848,2582911,154596,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,32,30,113888,14285,65830,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,33,2,9344,3378,1197,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,35,32,392966,28061,191390,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,36,1,3571,895,406,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A3230347D');
INSERT INTO "usage_hourly" VALUES(1,1795806000,37,16,142376,21419,47150,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,38,1750,2578001,405439,887496,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,40,16,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795806000,42,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795806000,43,9,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A397D');
INSERT INTO "usage_hourly" VALUES(1,1795806000,44,14,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A31347D');
INSERT INTO "usage_hourly" VALUES(1,1795809600,1,6,18085,72,5538,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,2,14049,6010063,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,3,4352,3021112,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,4,248,115472,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,5,26,9911,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,7,11,0,0,0,11.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,9,9,0,0,0,5902.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,10,10,0,0,0,1230.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,15,232,850974,108070,529822,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,16,22389,39771604,2884988,21973005,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,17,31,92998,13224,37131,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A393234337D');
INSERT INTO "usage_hourly" VALUES(1,1795809600,18,4,14168,4797,2788,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,20,17,53840,6878,8545,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,21,7,7589,8530,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,22,2,8777,2175,1783,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,23,17,25102,7035,8400,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A31303733352C226F75747075745F617564696F5F746F6B656E73223A343937357D');
INSERT INTO "usage_hourly" VALUES(1,1795809600,24,328,902131,84457,299776,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,26,26164,9816099,1177635,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,28,36,65047,11567,18008,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,30,3231,4639927,758117,1618063,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,31,679,2085372,120131,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,32,21,80969,10172,46820,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,33,2,9522,3381,1178,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,34,1483,3652148,478081,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,35,23,289794,21230,140021,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,37,13,116680,16790,39309,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,38,2568,3665277,616921,1299830,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,39,987,3909390,285597,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,40,14,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,41,6,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795809600,43,6,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A367D');
INSERT INTO "usage_hourly" VALUES(1,1795809600,44,7,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A377D');
INSERT INTO "usage_hourly" VALUES(1,1795813200,1,3,8823,36,2673,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,2,13027,5610130,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,3,3810,2686764,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,4,214,98704,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,5,77,29647,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,7,11,0,0,0,11.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,9,8,0,0,0,5148.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,10,7,0,0,0,875.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,15,211,787275,99662,484745,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,16,15828,28318838,2030670,15584829,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,17,20,59597,8471,23889,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A353938317D');
INSERT INTO "usage_hourly" VALUES(1,1795813200,18,1,3599,1160,695,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,20,7,21806,2740,3367,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,21,4,4358,4827,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,22,1,4313,1091,883,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,23,10,14602,4136,5023,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A363039302C226F75747075745F617564696F5F746F6B656E73223A323935317D');
INSERT INTO "usage_hourly" VALUES(1,1795813200,24,234,650056,61855,210899,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,26,20222,7883909,895713,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,28,87,154408,27832,42367,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,30,2481,3621485,591534,1250078,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,31,775,2387426,135457,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,32,13,49883,6061,28764,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,34,2172,5458697,718361,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,35,11,138039,9800,65279,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,37,7,61778,9162,20867,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,38,1944,2834809,479784,970371,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,39,2216,8613585,638694,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,40,12,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,41,10,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795813200,43,3,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A337D');
INSERT INTO "usage_hourly" VALUES(1,1795813200,44,4,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A347D');
INSERT INTO "usage_hourly" VALUES(1,1795816800,1,1,2955,12,873,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,2,7687,3275885,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,3,3690,2508558,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,4,147,65170,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,5,173,68768,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,7,6,0,0,0,6.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,9,5,0,0,0,3203.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,10,3,0,0,0,364.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,15,162,600561,77602,374111,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,16,12943,23368519,1643907,12808344,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,17,9,26954,3794,10774,NULL,X'7B22696E7075745F63616368655F77726974655F746F6B656E73223A323638357D');
INSERT INTO "usage_hourly" VALUES(1,1795816800,20,3,9009,1188,1476,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,21,2,2141,2431,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,23,10,14524,4072,4889,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A363132302C226F75747075745F617564696F5F746F6B656E73223A323836367D');
INSERT INTO "usage_hourly" VALUES(1,1795816800,24,192,535845,50839,170183,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,26,12844,4949585,565866,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,28,165,301073,52835,82855,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,30,1803,2622636,432895,895923,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,31,669,2145811,124125,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,32,13,48549,6219,28135,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,34,1091,2755438,361829,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,35,4,48704,3492,23671,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,37,3,26753,3839,8880,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,38,1255,1822396,306436,607241,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,39,995,3754579,294543,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,40,9,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795816800,43,2,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A327D');
INSERT INTO "usage_hourly" VALUES(1,1795816800,44,1,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A317D');
INSERT INTO "usage_hourly" VALUES(1,1795820400,2,3751,1560035,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,3,2644,1852332,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,4,112,51451,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,5,276,108290,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,7,4,0,0,0,4.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,9,3,0,0,0,1823.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,10,2,0,0,0,240.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,11,0,0,0,0,29280939540.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,12,0,0,0,0,125908040024.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,15,88,323455,42640,198003,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,16,5036,9002114,642474,4984572,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,23,5,7045,1956,2395,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A323930312C226F75747075745F617564696F5F746F6B656E73223A313337377D');
INSERT INTO "usage_hourly" VALUES(1,1795820400,24,103,285114,26288,93181,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,26,8657,3225344,383411,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,28,281,495993,89842,136180,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,30,807,1166965,188278,403369,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,31,817,2507132,145379,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,32,7,25683,3235,14944,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,38,706,1040198,168100,361708,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,40,5,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,41,8,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795820400,43,2,0,0,0,NULL,X'7B226E756D5F6D6F64656C5F7265717565737473223A327D');
INSERT INTO "usage_hourly" VALUES(1,1795824000,2,1342,569121,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,3,1229,862218,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,4,16,6966,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,5,99,38056,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,7,1,0,0,0,1.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,9,1,0,0,0,314.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,11,0,0,0,0,32212254720.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,12,0,0,0,0,138512695296.0,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,15,13,47974,6145,29764,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,16,1171,2092837,152615,1148641,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,23,1,1460,412,493,NULL,X'7B22696E7075745F617564696F5F746F6B656E73223A3631322C226F75747075745F617564696F5F746F6B656E73223A3239327D');
INSERT INTO "usage_hourly" VALUES(1,1795824000,24,16,42991,4068,13600,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,26,2906,1117760,129425,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,28,206,366114,65332,105248,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,30,235,344459,56309,116682,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,31,495,1521336,87967,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,32,2,5678,718,3334,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,38,163,235683,39567,83048,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,40,1,0,0,0,NULL,NULL);
INSERT INTO "usage_hourly" VALUES(1,1795824000,41,4,0,0,0,NULL,NULL);
CREATE TABLE workspace (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	"plan" VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, uninstalled_at DATETIME, week_start INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_workspace PRIMARY KEY (id)
);
INSERT INTO "workspace" VALUES('T0ACME','Acme','paid','2026-11-28 00:39:51.002816',NULL,0);
CREATE INDEX ix_connection_next_collect_at ON connection (next_collect_at);
CREATE UNIQUE INDEX uq_connection_workspace_provider_organization ON connection (workspace, provider, organization) WHERE organization <> '';
CREATE INDEX ix_seen_request_at ON seen_request (at);
CREATE TRIGGER audit_keeps_what_it_says BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_keeps_what_it_has BEFORE DELETE ON audit
    WHEN EXISTS (SELECT 1 FROM workspace WHERE id = OLD.workspace)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit WHERE workspace = NEW.workspace)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE INDEX ix_alert_workspace_rule ON alert (workspace, rule);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('connection',1);
COMMIT;
