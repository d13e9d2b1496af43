PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO _sqlite_migrations VALUES(1,'pulse','0001_first','2026-11-24 00:00:00+00:00');
INSERT INTO _sqlite_migrations VALUES(2,'pulse','0002_undo_and_close','2026-11-24 00:00:00+00:00');
CREATE TABLE people (
        line INTEGER PRIMARY KEY, valid_from TEXT NOT NULL, path TEXT NOT NULL, staff_group TEXT NOT NULL,
        headcount INTEGER NOT NULL, formerly TEXT NOT NULL);
INSERT INTO people VALUES(1,'2026-01-01','["D0", "T0"]','',30,'[]');
INSERT INTO people VALUES(2,'2026-01-01','["D0", "T1"]','',30,'[]');
INSERT INTO people VALUES(3,'2026-01-01','["D1", "T2"]','',30,'[]');
CREATE TABLE level (depth INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO level VALUES(1,'directorate');
INSERT INTO level VALUES(2,'team');
CREATE TABLE wave (
        id INTEGER PRIMARY KEY, survey TEXT NOT NULL, label TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
        definition TEXT NOT NULL, levels TEXT NOT NULL, closed TEXT NOT NULL DEFAULT '', key_id TEXT NOT NULL DEFAULT '', UNIQUE (survey, label));
INSERT INTO wave VALUES(1,'pulse','2026-10','2026-10-05','2026-10-24',replace('id = "pulse"\ntitle = "Pulse"\ndimensions = ["directorate", "team", "staff_group"]\n[indices.voice]\n\ntitle = "Voice"\n[[item]]\nid = "heard"\ntext = "I am heard."\nscale = "agree5"\nindex = "voice"\n[[item]]\nid = "energy"\ntext = "I have energy left."\nscale = "agree5"\nindex = "voice"\n[[item]]\nid = "hurt"\nframe = "hurt"\ntext = "Who is hurting?"\nchoose = "any"\noptions = { me = "Me", team = "My team", nobody = "Nobody" }\n[[item]]\nid = "words"\nkind = "text"\ntext = "In your own words"\n[schedule]\nrepeat = "monthly on the first Monday"\nstarts = 2026-01-01\nopen_for_days = 20\n','\n',char(10)),'["directorate", "team"]','','7c726999');
INSERT INTO wave VALUES(2,'pulse','2026-11','2026-11-02','2026-11-21',replace('id = "pulse"\ntitle = "Pulse"\ndimensions = ["directorate", "team", "staff_group"]\n[indices.voice]\n\ntitle = "Voice"\n[[item]]\nid = "heard"\ntext = "I am heard."\nscale = "agree5"\nindex = "voice"\n[[item]]\nid = "energy"\ntext = "I have energy left."\nscale = "agree5"\nindex = "voice"\n[[item]]\nid = "hurt"\nframe = "hurt"\ntext = "Who is hurting?"\nchoose = "any"\noptions = { me = "Me", team = "My team", nobody = "Nobody" }\n[[item]]\nid = "words"\nkind = "text"\ntext = "In your own words"\n[schedule]\nrepeat = "monthly on the first Monday"\nstarts = 2026-01-01\nopen_for_days = 20\n','\n',char(10)),'["directorate", "team"]','','e5c1f17e');
CREATE TABLE catalogue (
        wave INTEGER NOT NULL REFERENCES wave, place INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        item TEXT NOT NULL, option TEXT NOT NULL, PRIMARY KEY (wave, place)) WITHOUT ROWID;
INSERT INTO catalogue VALUES(1,0,'i_heard','item','heard','');
INSERT INTO catalogue VALUES(1,1,'i_energy','item','energy','');
INSERT INTO catalogue VALUES(1,2,'m_hurt__me','option','hurt','me');
INSERT INTO catalogue VALUES(1,3,'m_hurt__team','option','hurt','team');
INSERT INTO catalogue VALUES(1,4,'m_hurt__nobody','option','hurt','nobody');
INSERT INTO catalogue VALUES(1,5,'w_words','words','words','');
INSERT INTO catalogue VALUES(1,6,'x_voice','index','voice','');
INSERT INTO catalogue VALUES(2,0,'i_heard','item','heard','');
INSERT INTO catalogue VALUES(2,1,'i_energy','item','energy','');
INSERT INTO catalogue VALUES(2,2,'m_hurt__me','option','hurt','me');
INSERT INTO catalogue VALUES(2,3,'m_hurt__team','option','hurt','team');
INSERT INTO catalogue VALUES(2,4,'m_hurt__nobody','option','hurt','nobody');
INSERT INTO catalogue VALUES(2,5,'w_words','words','words','');
INSERT INTO catalogue VALUES(2,6,'x_voice','index','voice','');
CREATE TABLE collect (
        id INTEGER PRIMARY KEY, survey TEXT NOT NULL, digest TEXT NOT NULL, platform TEXT NOT NULL, day TEXT NOT NULL,
        counts TEXT NOT NULL, form TEXT NOT NULL DEFAULT '', undone TEXT NOT NULL DEFAULT '');
INSERT INTO collect VALUES(1,'pulse','3e45a3eeba5308dc2be2ca1b7ac57602be6e61d888b95ffc65c23c8611dc603f','microsoft-forms','2026-11-24','{"read": 40, "stored": 40, "duplicate": 0, "partial": 0, "preview": 0, "test": 0, "spam": 0, "outside": 0, "rejected": 0, "empty": 0}','020037482b7ff685aa466ea7fe582cddd3cb9a097c333ee94f216e74c987f5dc','');
INSERT INTO collect VALUES(2,'pulse','5a265f4cca276f4feee4bcbf6958aa7d254315adc401a9c216d09a4c75a4af16','microsoft-forms','2026-11-24','{"read": 20, "stored": 20, "duplicate": 0, "partial": 0, "preview": 0, "test": 0, "spam": 0, "outside": 0, "rejected": 0, "empty": 0}','020037482b7ff685aa466ea7fe582cddd3cb9a097c333ee94f216e74c987f5dc','');
INSERT INTO collect VALUES(3,'pulse','92a3e6f1ca13039559d245416cca35ba80cb9b62560cf193fda7c32d61f52650','microsoft-forms','2026-11-24','{"read": 26, "stored": 20, "duplicate": 6, "partial": 0, "preview": 0, "test": 0, "spam": 0, "outside": 0, "rejected": 0, "empty": 0}','020037482b7ff685aa466ea7fe582cddd3cb9a097c333ee94f216e74c987f5dc','');
CREATE TABLE collect_wave (
        collect INTEGER NOT NULL REFERENCES collect, wave INTEGER NOT NULL REFERENCES wave, stored INTEGER NOT NULL,
        PRIMARY KEY (collect, wave)) WITHOUT ROWID;
INSERT INTO collect_wave VALUES(1,1,40);
INSERT INTO collect_wave VALUES(2,2,20);
INSERT INTO collect_wave VALUES(3,2,20);
CREATE TABLE atom (
        id INTEGER PRIMARY KEY, wave INTEGER NOT NULL REFERENCES wave, place TEXT NOT NULL, others TEXT NOT NULL,
        responses INTEGER NOT NULL DEFAULT 0, UNIQUE (wave, place, others));
INSERT INTO atom VALUES(1,1,'["D0", "T1"]','[""]',10);
INSERT INTO atom VALUES(2,1,'["D1", "T2"]','[""]',7);
INSERT INTO atom VALUES(3,1,'["D1", "T2"]','["Nurses"]',2);
INSERT INTO atom VALUES(4,1,'["D0", "T0"]','["Nurses"]',5);
INSERT INTO atom VALUES(5,1,'["D0", "T0"]','[""]',5);
INSERT INTO atom VALUES(6,1,'["D0", "T0"]','["Doctors"]',8);
INSERT INTO atom VALUES(7,1,'["D1", "T2"]','["Doctors"]',2);
INSERT INTO atom VALUES(8,1,'["D0", "T1"]','["Nurses"]',1);
INSERT INTO atom VALUES(9,2,'["D0", "T0"]','["Nurses"]',5);
INSERT INTO atom VALUES(10,2,'["D0", "T1"]','[""]',7);
INSERT INTO atom VALUES(11,2,'["D1", "T2"]','["Doctors"]',5);
INSERT INTO atom VALUES(12,2,'["D0", "T1"]','["Doctors"]',5);
INSERT INTO atom VALUES(13,2,'["D0", "T0"]','[""]',2);
INSERT INTO atom VALUES(14,2,'["D0", "T1"]','["Nurses"]',5);
INSERT INTO atom VALUES(15,2,'["D1", "T2"]','["Nurses"]',6);
INSERT INTO atom VALUES(16,2,'["D1", "T2"]','[""]',3);
INSERT INTO atom VALUES(17,2,'["D0", "T0"]','["Doctors"]',2);
CREATE TABLE item_tally (
        atom INTEGER NOT NULL REFERENCES atom, item TEXT NOT NULL, answered INTEGER NOT NULL, options TEXT NOT NULL,
        PRIMARY KEY (atom, item)) WITHOUT ROWID;
INSERT INTO item_tally VALUES(1,'energy',10,'[1, 2, 2, 3, 2]');
INSERT INTO item_tally VALUES(1,'heard',10,'[4, 1, 2, 3, 0]');
INSERT INTO item_tally VALUES(1,'hurt',10,'[5, 6, 1]');
INSERT INTO item_tally VALUES(1,'words',4,'[]');
INSERT INTO item_tally VALUES(2,'energy',7,'[4, 1, 2, 0, 0]');
INSERT INTO item_tally VALUES(2,'heard',7,'[2, 2, 1, 1, 1]');
INSERT INTO item_tally VALUES(2,'hurt',7,'[4, 4, 1]');
INSERT INTO item_tally VALUES(2,'words',5,'[]');
INSERT INTO item_tally VALUES(3,'energy',2,'[0, 2, 0, 0, 0]');
INSERT INTO item_tally VALUES(3,'heard',2,'[0, 1, 1, 0, 0]');
INSERT INTO item_tally VALUES(3,'hurt',2,'[1, 1, 0]');
INSERT INTO item_tally VALUES(3,'words',0,'[]');
INSERT INTO item_tally VALUES(4,'energy',5,'[3, 0, 1, 0, 1]');
INSERT INTO item_tally VALUES(4,'heard',5,'[4, 1, 0, 0, 0]');
INSERT INTO item_tally VALUES(4,'hurt',5,'[2, 2, 2]');
INSERT INTO item_tally VALUES(4,'words',1,'[]');
INSERT INTO item_tally VALUES(5,'energy',5,'[1, 0, 0, 2, 2]');
INSERT INTO item_tally VALUES(5,'heard',5,'[2, 2, 0, 0, 1]');
INSERT INTO item_tally VALUES(5,'hurt',5,'[3, 1, 2]');
INSERT INTO item_tally VALUES(5,'words',3,'[]');
INSERT INTO item_tally VALUES(6,'energy',8,'[2, 1, 2, 1, 2]');
INSERT INTO item_tally VALUES(6,'heard',8,'[2, 2, 2, 2, 0]');
INSERT INTO item_tally VALUES(6,'hurt',8,'[4, 3, 3]');
INSERT INTO item_tally VALUES(6,'words',4,'[]');
INSERT INTO item_tally VALUES(7,'energy',2,'[1, 0, 1, 0, 0]');
INSERT INTO item_tally VALUES(7,'heard',2,'[0, 1, 1, 0, 0]');
INSERT INTO item_tally VALUES(7,'hurt',2,'[0, 0, 2]');
INSERT INTO item_tally VALUES(7,'words',0,'[]');
INSERT INTO item_tally VALUES(8,'energy',1,'[1, 0, 0, 0, 0]');
INSERT INTO item_tally VALUES(8,'heard',1,'[1, 0, 0, 0, 0]');
INSERT INTO item_tally VALUES(8,'hurt',1,'[1, 1, 0]');
INSERT INTO item_tally VALUES(8,'words',1,'[]');
INSERT INTO item_tally VALUES(9,'energy',5,'[0, 1, 1, 2, 1]');
INSERT INTO item_tally VALUES(9,'heard',5,'[3, 1, 0, 0, 1]');
INSERT INTO item_tally VALUES(9,'hurt',5,'[3, 3, 1]');
INSERT INTO item_tally VALUES(9,'words',2,'[]');
INSERT INTO item_tally VALUES(10,'energy',7,'[1, 0, 2, 2, 2]');
INSERT INTO item_tally VALUES(10,'heard',7,'[0, 2, 0, 4, 1]');
INSERT INTO item_tally VALUES(10,'hurt',5,'[4, 2, 1]');
INSERT INTO item_tally VALUES(10,'words',3,'[]');
INSERT INTO item_tally VALUES(11,'energy',5,'[1, 1, 1, 2, 0]');
INSERT INTO item_tally VALUES(11,'heard',5,'[3, 1, 0, 0, 1]');
INSERT INTO item_tally VALUES(11,'hurt',4,'[4, 2, 0]');
INSERT INTO item_tally VALUES(11,'words',4,'[]');
INSERT INTO item_tally VALUES(12,'energy',5,'[0, 0, 0, 0, 5]');
INSERT INTO item_tally VALUES(12,'heard',5,'[1, 0, 0, 1, 3]');
INSERT INTO item_tally VALUES(12,'hurt',4,'[1, 2, 2]');
INSERT INTO item_tally VALUES(12,'words',3,'[]');
INSERT INTO item_tally VALUES(13,'energy',2,'[0, 0, 1, 0, 1]');
INSERT INTO item_tally VALUES(13,'heard',2,'[0, 0, 1, 0, 1]');
INSERT INTO item_tally VALUES(13,'hurt',2,'[1, 1, 0]');
INSERT INTO item_tally VALUES(13,'words',2,'[]');
INSERT INTO item_tally VALUES(14,'energy',5,'[0, 0, 0, 4, 1]');
INSERT INTO item_tally VALUES(14,'heard',5,'[0, 2, 1, 2, 0]');
INSERT INTO item_tally VALUES(14,'hurt',4,'[2, 1, 1]');
INSERT INTO item_tally VALUES(14,'words',1,'[]');
INSERT INTO item_tally VALUES(15,'energy',6,'[1, 3, 0, 0, 2]');
INSERT INTO item_tally VALUES(15,'heard',6,'[1, 0, 2, 2, 1]');
INSERT INTO item_tally VALUES(15,'hurt',6,'[6, 4, 0]');
INSERT INTO item_tally VALUES(15,'words',2,'[]');
INSERT INTO item_tally VALUES(16,'energy',3,'[0, 0, 1, 1, 1]');
INSERT INTO item_tally VALUES(16,'heard',3,'[1, 0, 1, 0, 1]');
INSERT INTO item_tally VALUES(16,'hurt',3,'[2, 1, 1]');
INSERT INTO item_tally VALUES(16,'words',2,'[]');
INSERT INTO item_tally VALUES(17,'energy',2,'[1, 0, 0, 1, 0]');
INSERT INTO item_tally VALUES(17,'heard',2,'[0, 1, 0, 0, 1]');
INSERT INTO item_tally VALUES(17,'hurt',2,'[0, 0, 2]');
INSERT INTO item_tally VALUES(17,'words',2,'[]');
CREATE TABLE index_tally (
        atom INTEGER NOT NULL REFERENCES atom, name TEXT NOT NULL, people INTEGER NOT NULL, total INTEGER NOT NULL,
        squares INTEGER NOT NULL, PRIMARY KEY (atom, name)) WITHOUT ROWID;
INSERT INTO index_tally VALUES(1,'voice',10,46250,273437500);
INSERT INTO index_tally VALUES(2,'voice',7,20000,81250000);
INSERT INTO index_tally VALUES(3,'voice',2,6250,20312500);
INSERT INTO index_tally VALUES(4,'voice',5,8750,32812500);
INSERT INTO index_tally VALUES(5,'voice',5,25000,165625000);
INSERT INTO index_tally VALUES(6,'voice',8,35000,200000000);
INSERT INTO index_tally VALUES(7,'voice',2,6250,20312500);
INSERT INTO index_tally VALUES(8,'voice',1,0,0);
INSERT INTO index_tally VALUES(9,'voice',5,22500,146875000);
INSERT INTO index_tally VALUES(10,'voice',7,45000,306250000);
INSERT INTO index_tally VALUES(11,'voice',5,17500,103125000);
INSERT INTO index_tally VALUES(12,'voice',5,43750,401562500);
INSERT INTO index_tally VALUES(13,'voice',2,15000,112500000);
INSERT INTO index_tally VALUES(14,'voice',5,32500,215625000);
INSERT INTO index_tally VALUES(15,'voice',6,31250,198437500);
INSERT INTO index_tally VALUES(16,'voice',3,18750,120312500);
INSERT INTO index_tally VALUES(17,'voice',2,10000,78125000);
CREATE TABLE flow_tally (
        atom INTEGER NOT NULL REFERENCES atom, items TEXT NOT NULL, options TEXT NOT NULL, ticks INTEGER NOT NULL,
        people INTEGER NOT NULL, PRIMARY KEY (atom, items, options, ticks)) WITHOUT ROWID;
CREATE TABLE ledger (
        entry INTEGER PRIMARY KEY, wave INTEGER NOT NULL UNIQUE REFERENCES wave, day TEXT NOT NULL,
        min_answers INTEGER NOT NULL, min_detail INTEGER NOT NULL, band INTEGER NOT NULL);
INSERT INTO ledger VALUES(1,1,'2026-11-24',11,22,2);
CREATE TABLE shown (
        entry INTEGER NOT NULL REFERENCES ledger, place TEXT NOT NULL, measure TEXT NOT NULL, item TEXT NOT NULL,
        item_version INTEGER NOT NULL, option TEXT NOT NULL, item2 TEXT NOT NULL, option2 TEXT NOT NULL,
        item3 TEXT NOT NULL, option3 TEXT NOT NULL, value REAL, low REAL, high REAL, n INTEGER,
        PRIMARY KEY (entry, place, measure, item, item_version, option, item2, option2, item3, option3)
        ) WITHOUT ROWID;
INSERT INTO shown VALUES(1,'["D0", "T0"]','count','',0,'','','','','',18.0,NULL,NULL,18);
INSERT INTO shown VALUES(1,'["D0", "T0"]','favourable','energy',1,'','','','','',0.44000000000000000222,NULL,NULL,18);
INSERT INTO shown VALUES(1,'["D0", "T0"]','favourable','heard',1,'','','','','',0.17000000000000001221,NULL,NULL,18);
INSERT INTO shown VALUES(1,'["D0", "T0"]','neutral','energy',1,'','','','','',0.17000000000000001221,NULL,NULL,18);
INSERT INTO shown VALUES(1,'["D0", "T0"]','response_rate','',0,'','','','','',0.59999999999999997779,NULL,NULL,30);
INSERT INTO shown VALUES(1,'["D0", "T0"]','share','hurt',1,'me','','','','',0.5,NULL,NULL,18);
INSERT INTO shown VALUES(1,'["D0", "T0"]','share','hurt',1,'team','','','','',0.33000000000000001554,NULL,NULL,18);
INSERT INTO shown VALUES(1,'["D0", "T0"]','unfavourable','energy',1,'','','','','',0.39000000000000001332,NULL,NULL,18);
INSERT INTO shown VALUES(1,'["D0", "T1"]','count','',0,'','','','','',11.0,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D0", "T1"]','response_rate','',0,'','','','','',0.36999999999999999555,NULL,NULL,30);
INSERT INTO shown VALUES(1,'["D0", "T1"]','share','hurt',1,'me','','','','',0.5500000000000000444,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D0", "T1"]','share','hurt',1,'nobody','','','','',NULL,0.0,0.19000000000000000222,11);
INSERT INTO shown VALUES(1,'["D0", "T1"]','share','hurt',1,'team','','','','',0.64000000000000001332,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D0"]','count','',0,'','','','','',29.0,NULL,NULL,29);
INSERT INTO shown VALUES(1,'["D0"]','response_rate','',0,'','','','','',0.47999999999999998223,NULL,NULL,60);
INSERT INTO shown VALUES(1,'["D0"]','share','hurt',1,'me','','','','',0.52000000000000001776,NULL,NULL,29);
INSERT INTO shown VALUES(1,'["D0"]','share','hurt',1,'nobody','','','','',0.28000000000000002664,NULL,NULL,29);
INSERT INTO shown VALUES(1,'["D0"]','share','hurt',1,'team','','','','',0.4500000000000000111,NULL,NULL,29);
INSERT INTO shown VALUES(1,'["D1", "T2"]','count','',0,'','','','','',11.0,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1", "T2"]','favourable','energy',1,'','','','','',NULL,0.0,0.19000000000000000222,11);
INSERT INTO shown VALUES(1,'["D1", "T2"]','favourable','heard',1,'','','','','',NULL,0.0,0.19000000000000000222,11);
INSERT INTO shown VALUES(1,'["D1", "T2"]','response_rate','',0,'','','','','',0.36999999999999999555,NULL,NULL,30);
INSERT INTO shown VALUES(1,'["D1", "T2"]','share','hurt',1,'me','','','','',0.4500000000000000111,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1", "T2"]','share','hurt',1,'nobody','','','','',0.27000000000000001776,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1", "T2"]','share','hurt',1,'team','','','','',0.4500000000000000111,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1"]','count','',0,'','','','','',11.0,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1"]','favourable','energy',1,'','','','','',NULL,0.0,0.19000000000000000222,11);
INSERT INTO shown VALUES(1,'["D1"]','favourable','heard',1,'','','','','',NULL,0.0,0.19000000000000000222,11);
INSERT INTO shown VALUES(1,'["D1"]','response_rate','',0,'','','','','',0.36999999999999999555,NULL,NULL,30);
INSERT INTO shown VALUES(1,'["D1"]','share','hurt',1,'me','','','','',0.4500000000000000111,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1"]','share','hurt',1,'nobody','','','','',0.27000000000000001776,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1"]','share','hurt',1,'team','','','','',0.4500000000000000111,NULL,NULL,11);
INSERT INTO shown VALUES(1,'[]','count','',0,'','','','','',40.0,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','favourable','energy',1,'','','','','',0.33000000000000001554,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','favourable','heard',1,'','','','','',0.2000000000000000111,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','mean','energy',1,'','','','','',4.2000000000000001776,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','mean','heard',1,'','','','','',3.1000000000000000888,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','mean','voice',1,'','','','','',3.7000000000000001776,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','neutral','energy',1,'','','','','',0.2000000000000000111,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','neutral','heard',1,'','','','','',0.17999999999999999333,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','response_rate','',0,'','','','','',0.44000000000000000222,NULL,NULL,90);
INSERT INTO shown VALUES(1,'[]','share','energy',1,'agree','','','','',0.14999999999999999444,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','share','energy',1,'disagree','','','','',0.14999999999999999444,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','share','energy',1,'neither','','','','',0.2000000000000000111,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','share','energy',1,'strongly_agree','','','','',0.17999999999999999333,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','share','energy',1,'strongly_disagree','','','','',0.33000000000000001554,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','share','hurt',1,'me','','','','',0.5,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','share','hurt',1,'nobody','','','','',0.28000000000000002664,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','share','hurt',1,'team','','','','',0.4500000000000000111,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','unfavourable','energy',1,'','','','','',0.47999999999999998223,NULL,NULL,40);
INSERT INTO shown VALUES(1,'[]','unfavourable','heard',1,'','','','','',0.63000000000000000444,NULL,NULL,40);
CREATE TABLE withheld (
        wave INTEGER NOT NULL REFERENCES wave, statistic TEXT NOT NULL, place TEXT NOT NULL,
        PRIMARY KEY (wave, statistic, place)) WITHOUT ROWID;
CREATE TABLE answers_1 (key INTEGER PRIMARY KEY, proof INTEGER NOT NULL, atom INTEGER NOT NULL REFERENCES atom, collect INTEGER NOT NULL, person BLOB, i_heard INTEGER, i_energy INTEGER, m_hurt__me INTEGER, m_hurt__team INTEGER, m_hurt__nobody INTEGER, w_words INTEGER, x_voice INTEGER);
INSERT INTO answers_1 VALUES(976632748153476,7991353081401766895,6,1,X'817789415caccec010828cf09ed1b8ac',1,3,1,1,0,0,2500);
INSERT INTO answers_1 VALUES(687518401588919077,2366516697441551912,1,1,X'f6d747ceb621e9ee2bf252e4d443e82f',4,4,0,1,0,0,7500);
INSERT INTO answers_1 VALUES(694572638069070795,646092779903983819,2,1,X'f5d08bb9b4b9d1bd0456e4a4c132c363',3,1,1,0,0,1,2500);
INSERT INTO answers_1 VALUES(907867991996529452,7913131643987012913,2,1,X'c76a239abb816777d24b964b5771d7b9',1,3,0,1,0,0,2500);
INSERT INTO answers_1 VALUES(1331984079824129308,8933989575766529475,2,1,X'3ea6423990b5c99335179cdaa4840fd0',2,1,1,1,0,0,1250);
INSERT INTO answers_1 VALUES(2586148023722040339,-5327265073780434174,1,1,X'cff527d08a6e6cecf05886f8d34b5b29',1,3,1,1,0,1,2500);
INSERT INTO answers_1 VALUES(3265831937826567090,9212945914479220641,6,1,X'75b4ffb8d17eeb3138dce45467201212',1,5,0,1,0,1,5000);
INSERT INTO answers_1 VALUES(3404869215536525163,1615372042144648800,3,1,X'134459da5c399c4113403d03862a004b',2,2,1,0,0,0,2500);
INSERT INTO answers_1 VALUES(3435580109406808741,-1432406107024614228,5,1,X'259ac1a2f802f775a5fff8a132e79ec2',1,1,0,0,1,0,0);
INSERT INTO answers_1 VALUES(3628131068511484364,-8931428810803997086,2,1,X'eafa4b3a9f2cbef7d141d07524d83cdf',1,2,0,1,0,1,1250);
INSERT INTO answers_1 VALUES(3857019609841641724,6198305457185969345,5,1,X'7c7375dd43f52cd24ba732f69b44636c',5,4,0,0,1,1,8750);
INSERT INTO answers_1 VALUES(4516567836376885382,5453774829931039839,5,1,X'1611b4b55a2a0ea250da600e8097f652',2,5,1,0,0,1,6250);
INSERT INTO answers_1 VALUES(4556600188748690060,8605286166715486829,1,1,X'a2ac8ced20159a720960e8308b27714f',3,5,0,0,1,0,7500);
INSERT INTO answers_1 VALUES(4744294737466087699,-2720884306901173596,1,1,X'15efead0c7fd1e5207a827482f556120',4,3,1,0,0,0,6250);
INSERT INTO answers_1 VALUES(4853479524179762160,-6858645307618702516,4,1,X'868b61d11a515a425ff908998103de38',1,1,0,1,0,0,0);
INSERT INTO answers_1 VALUES(5152559518263997957,3626299426441407255,1,1,X'b188fe320e6137f4f3e9786aa8e0c141',1,2,1,0,0,0,1250);
INSERT INTO answers_1 VALUES(5198860702571253179,-8930917011148466360,6,1,X'77ee646a4d777476bc4eeb0bd9325002',3,3,0,0,1,0,5000);
INSERT INTO answers_1 VALUES(5496259971792093149,-7438041849683900273,2,1,X'011d9c275666890f0254d4ccae6bb4a9',2,1,0,0,1,1,1250);
INSERT INTO answers_1 VALUES(5507553576795974924,-4446051679024133485,8,1,X'22df9e8e455eb38c6bf8342a81ae2344',1,1,1,1,0,1,0);
INSERT INTO answers_1 VALUES(5815327535223481782,-5522228697546325942,6,1,X'90a521e2f4e19f89ff6ec6e4a1f9b6d5',4,5,1,0,0,1,8750);
INSERT INTO answers_1 VALUES(5910832553910789676,3559486172097302931,1,1,X'09235fc86239664cc545fe44500ae690',3,4,0,1,0,0,6250);
INSERT INTO answers_1 VALUES(6066642039655698926,4130036741787685527,6,1,X'9ca9f58f14fdb30a6c82cbbf568cb411',2,1,1,1,0,1,1250);
INSERT INTO answers_1 VALUES(6258658064842695705,263791332873923528,6,1,X'280fac9a915f0c0749db61d4263355d4',2,1,0,0,1,0,1250);
INSERT INTO answers_1 VALUES(6534313208511559954,1962806402831811008,6,1,X'12edfe59b8f8de7b8ff7683a0511b431',3,4,0,0,1,1,6250);
INSERT INTO answers_1 VALUES(6585465735710210430,-6684605026143692545,4,1,X'78f05403a9cea7b2cefe379f94bf2ef9',1,5,0,0,1,1,5000);
INSERT INTO answers_1 VALUES(6750616888899905857,1217088578337716907,1,1,X'cd5ed2c46665cad418c1619c9d6334ee',1,5,1,0,0,1,5000);
INSERT INTO answers_1 VALUES(6777177167182972851,-4233781363464325515,1,1,X'970b7e2cf40811349352287d7f6bfd8f',1,1,1,1,0,1,0);
INSERT INTO answers_1 VALUES(6787046470838930976,5535893448335908893,5,1,X'bf10fa8392654ac6caad379d83aa1cf0',2,4,1,0,0,0,5000);
INSERT INTO answers_1 VALUES(7085620909745661543,7809965490061046846,3,1,X'18a7b66ab440e39147a567b1d2136b20',3,2,0,1,0,0,3750);
INSERT INTO answers_1 VALUES(7145615294318823933,-9112484442381582084,7,1,X'9d7b04b9a770c6f7ba2c2f896ceb7122',2,3,0,0,1,0,3750);
INSERT INTO answers_1 VALUES(7243210400509894740,-3177823133762753254,1,1,X'1f92947156d30efe470260667bcfc818',2,4,0,1,0,0,5000);
INSERT INTO answers_1 VALUES(7515479054188915358,2058779720498867201,7,1,X'4f917ba151efe7b0616fc3b70149d404',3,1,0,0,1,0,2500);
INSERT INTO answers_1 VALUES(8210309463639150044,-4160155932818278143,4,1,X'6547532e927b6d899f442d8a6213366c',1,3,1,1,0,0,2500);
INSERT INTO answers_1 VALUES(8227019264884257119,1726407133188730581,4,1,X'f9035610a100ee98f445ec766b484cc4',2,1,0,0,1,0,1250);
INSERT INTO answers_1 VALUES(8327259748427491217,4362654240550316945,4,1,X'5d1ef17cec8d66c858efdc5e4dbd67f2',1,1,1,0,0,0,0);
INSERT INTO answers_1 VALUES(8476179673129671067,-472560658861536216,2,1,X'c254cadffcdcd76d466436c52fb6aca3',4,3,1,1,0,1,6250);
INSERT INTO answers_1 VALUES(8699258723779738918,2122176501050286217,6,1,X'6067b8cb838c6d3678d58378621e450f',4,2,1,0,0,0,5000);
INSERT INTO answers_1 VALUES(8715895511311672323,7721625674623968290,2,1,X'262edb93ce40597cb407abf6c163924c',5,1,1,0,0,1,5000);
INSERT INTO answers_1 VALUES(8824472407320892225,9068421672776997137,1,1,X'e687774a080aeaf197cee6741d132528',4,2,0,1,0,1,5000);
INSERT INTO answers_1 VALUES(8992193535745921932,-8230864195370517970,5,1,X'58f64bf12de05efeb32b58e286d36217',1,5,1,1,0,1,5000);
CREATE TABLE replaced_1 (key INTEGER NOT NULL, proof INTEGER NOT NULL, place TEXT NOT NULL, others TEXT NOT NULL, collect INTEGER NOT NULL, person BLOB, by INTEGER NOT NULL, i_heard INTEGER, i_energy INTEGER, m_hurt__me INTEGER, m_hurt__team INTEGER, m_hurt__nobody INTEGER, w_words INTEGER, x_voice INTEGER, PRIMARY KEY (key, by)) WITHOUT ROWID;
CREATE TABLE answers_2 (key INTEGER PRIMARY KEY, proof INTEGER NOT NULL, atom INTEGER NOT NULL REFERENCES atom, collect INTEGER NOT NULL, person BLOB, i_heard INTEGER, i_energy INTEGER, m_hurt__me INTEGER, m_hurt__team INTEGER, m_hurt__nobody INTEGER, w_words INTEGER, x_voice INTEGER);
INSERT INTO answers_2 VALUES(478717039986302858,-5886814783549103811,13,2,X'080ef00da9c05f58fd5565f46d1981ed',5,3,0,1,0,1,7500);
INSERT INTO answers_2 VALUES(516130237942511349,-5073916019953539135,15,2,X'cdeb982fcf88e0cba731b6ecdce145aa',5,1,1,1,0,0,5000);
INSERT INTO answers_2 VALUES(775850764715048974,4973324981245995803,11,3,X'c0822783fb2c1f06581d65f77b47d645',1,4,1,0,0,1,3750);
INSERT INTO answers_2 VALUES(788202760242335472,1880380284586618648,10,3,X'08425105eee8a0ff63ab276d9900c9c0',2,4,NULL,NULL,NULL,0,5000);
INSERT INTO answers_2 VALUES(924198401762424179,-3781368070885533898,15,2,X'ebbc9d35d278574399a1c14a6f51e196',3,2,1,1,0,1,3750);
INSERT INTO answers_2 VALUES(1216353202253426194,-8560067022202909844,17,2,X'a2729b9b61d85250d0b157705c63835c',5,4,0,0,1,1,8750);
INSERT INTO answers_2 VALUES(1448577519420231601,-3464679234505275559,10,3,X'0bdb13c684f1697bc2148bcc13b641b6',4,1,NULL,NULL,NULL,0,3750);
INSERT INTO answers_2 VALUES(1614128878490230914,5475006163444841434,9,2,X'95ca476fc6ddf9f99dbf5c7800df149b',1,3,0,1,0,1,2500);
INSERT INTO answers_2 VALUES(1631768603594193953,-4791509406601947484,14,2,X'b9ad9ced3506107e7e38487bb8ffef28',4,4,1,0,0,0,7500);
INSERT INTO answers_2 VALUES(1782762630906327922,185745716452678281,16,3,X'7449acff1c6dee671c8917ea6001f4a5',1,5,1,0,0,1,5000);
INSERT INTO answers_2 VALUES(2163191541250699972,779018154338834406,15,2,X'1efe9286962a34e9c095b4b4540f6a16',4,5,1,1,0,0,8750);
INSERT INTO answers_2 VALUES(2210766210892006984,-5284980668523267703,9,3,X'539361a5af28b944b8383cfe6ff8bf5e',5,5,1,1,0,0,10000);
INSERT INTO answers_2 VALUES(2266074598155558330,-2994354865481120934,9,2,X'76c6401a2ee56493b3a96f44966a0bb1',2,4,1,0,0,0,5000);
INSERT INTO answers_2 VALUES(2742104320791415445,733793840078579316,10,2,X'ea5148ee0419c0a467c585766ef82e72',4,5,1,1,0,1,8750);
INSERT INTO answers_2 VALUES(2779562652360222394,2919144234250870656,14,3,X'9ba8f55c152f31f013f43dd5d6cf61a4',2,5,0,0,1,0,6250);
INSERT INTO answers_2 VALUES(2818722697161688084,1437051023482805386,9,2,X'a29f348acb4a497743559027313a09a7',1,2,1,1,0,0,1250);
INSERT INTO answers_2 VALUES(2868019423731266454,-88022742002432115,12,2,X'b458f034433af22ed8186401ca2b272d',5,5,1,1,0,1,10000);
INSERT INTO answers_2 VALUES(2958258667980590703,-3543357041546544386,10,3,X'6a1c1d9c4a89e20d534068522901c62e',4,4,1,0,0,0,7500);
INSERT INTO answers_2 VALUES(3347524243067825711,-7432599648613496312,12,2,X'a7e31e759935dee6a8bb18cb9888229c',5,5,0,0,1,1,10000);
INSERT INTO answers_2 VALUES(3444907337822055546,4331955755388800745,11,3,X'813d710e68e38dce5fba5b2367b55fbd',1,3,NULL,NULL,NULL,1,2500);
INSERT INTO answers_2 VALUES(3533715092028553222,3225782447642820210,11,2,X'8542aa5c8f7f99a9ba98f3122fd6eedc',1,1,1,1,0,1,0);
INSERT INTO answers_2 VALUES(4069150335507164396,-6037795112855352192,11,3,X'147008b90141c35273cc269b9fa84f85',5,4,1,1,0,0,8750);
INSERT INTO answers_2 VALUES(4146804726389104527,9216317150879077363,15,3,X'64dd133808caadbc0bd2fe4caf12674c',3,5,1,0,0,0,7500);
INSERT INTO answers_2 VALUES(5290658782059180355,1331378658735648736,10,3,X'41bf3c5d5f41ead619e3eca0fbac62dd',4,3,0,0,1,1,6250);
INSERT INTO answers_2 VALUES(5380741167170424046,6801983111436968299,15,3,X'b625eb497887447ee8f1dab761357b54',4,2,1,0,0,1,5000);
INSERT INTO answers_2 VALUES(5557878627813577609,8528059207238232146,16,3,X'275337a9a945e62f2221c4628a33b3d5',3,4,0,0,1,0,6250);
INSERT INTO answers_2 VALUES(5691120716146248105,4507991857262538490,12,2,X'07d2432d7a9a594e4c5458024a9ebe82',1,5,NULL,NULL,NULL,0,5000);
INSERT INTO answers_2 VALUES(6165210211673148323,8742622150627453693,17,3,X'218683211b05fca5591ab792cd3655d8',2,1,0,0,1,1,1250);
INSERT INTO answers_2 VALUES(6339008174570724267,-3736305583070458628,14,2,X'682804797a46ea438498223cffc35788',4,4,0,1,0,1,7500);
INSERT INTO answers_2 VALUES(6663758691617604023,-5004107940201774086,15,3,X'f62f4811b210f977b76aecdb04b81aca',1,2,1,1,0,0,1250);
INSERT INTO answers_2 VALUES(6728410057894197036,7313390844993488668,10,2,X'e337e3df7fe91f047079465171bb1b90',5,3,1,1,0,1,7500);
INSERT INTO answers_2 VALUES(6856963711590480236,7114187089881891248,9,3,X'2dcb768e5b260a46746b40ef26bd5bf4',1,4,0,0,1,1,3750);
INSERT INTO answers_2 VALUES(7288853482093293830,-6750759734344210719,16,2,X'26189c5142d8ec2c350ec5d082aa189e',5,3,1,1,0,1,7500);
INSERT INTO answers_2 VALUES(7690260348010280840,1992108792626688579,13,3,X'66ff087938ffb88d8abaad628974641c',3,5,1,0,0,1,7500);
INSERT INTO answers_2 VALUES(7804859162590289836,5766092103159348548,12,2,X'08af66a20cacd6362cfb284437368346',4,5,0,1,0,0,8750);
INSERT INTO answers_2 VALUES(8121717262963629167,-7632802608499758964,14,3,X'ec786e95a2e61b9b223fda6b9ec77b7b',2,4,1,0,0,0,5000);
INSERT INTO answers_2 VALUES(8284488581916150087,-8096230095748254551,14,3,X'728cbed8da3c745939c4b5fddb566063',3,4,NULL,NULL,NULL,0,6250);
INSERT INTO answers_2 VALUES(8407760008314369606,7790554364056988695,10,2,X'442a00e20ebd5ed7d5c77258d94423b3',2,5,1,0,0,0,6250);
INSERT INTO answers_2 VALUES(8492350383343283230,-5993537573309768573,11,3,X'811f36f97eab3a28b0e304f609b31c9e',2,2,1,0,0,1,2500);
INSERT INTO answers_2 VALUES(9040008675067014142,8117873419124678641,12,2,X'88cba9e2f45f2255156ef61b1e879e1d',5,5,0,0,1,1,10000);
CREATE TABLE replaced_2 (key INTEGER NOT NULL, proof INTEGER NOT NULL, place TEXT NOT NULL, others TEXT NOT NULL, collect INTEGER NOT NULL, person BLOB, by INTEGER NOT NULL, i_heard INTEGER, i_energy INTEGER, m_hurt__me INTEGER, m_hurt__team INTEGER, m_hurt__nobody INTEGER, w_words INTEGER, x_voice INTEGER, PRIMARY KEY (key, by)) WITHOUT ROWID;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
COMMIT;
