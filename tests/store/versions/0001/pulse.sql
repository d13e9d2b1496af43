PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO _sqlite_migrations VALUES(1,'pulse','0001_first','2026-11-24 00:00:00+00:00');
CREATE TABLE people (
        line INTEGER PRIMARY KEY, valid_from TEXT NOT NULL, path TEXT NOT NULL, staff_group TEXT NOT NULL,
        headcount INTEGER NOT NULL, formerly TEXT NOT NULL);
CREATE TABLE level (depth INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE wave (
        id INTEGER PRIMARY KEY, survey TEXT NOT NULL, label TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
        definition TEXT NOT NULL, levels TEXT NOT NULL, UNIQUE (survey, label));
INSERT INTO wave VALUES(1,'pulse','2026-10','2026-10-05','2026-10-24',replace('id = "pulse"\ntitle = "Pulse"\ndimensions = ["directorate", "team", "staff_group"]\n[indices.voice]\n\ntitle = "Voice"\n[[item]]\nid = "heard"\ntext = "I am heard."\nscale = "agree5"\nindex = "voice"\n[[item]]\nid = "energy"\ntext = "I have energy left."\nscale = "agree5"\nindex = "voice"\n[[item]]\nid = "hurt"\nframe = "hurt"\ntext = "Who is hurting?"\nchoose = "any"\noptions = { me = "Me", team = "My team", nobody = "Nobody" }\n[[item]]\nid = "words"\nkind = "text"\ntext = "In your own words"\n[schedule]\nrepeat = "monthly on the first Monday"\nstarts = 2026-01-01\nopen_for_days = 20\n','\n',char(10)),'["directorate", "team"]');
INSERT INTO wave VALUES(2,'pulse','2026-11','2026-11-02','2026-11-21',replace('id = "pulse"\ntitle = "Pulse"\ndimensions = ["directorate", "team", "staff_group"]\n[indices.voice]\n\ntitle = "Voice"\n[[item]]\nid = "heard"\ntext = "I am heard."\nscale = "agree5"\nindex = "voice"\n[[item]]\nid = "energy"\ntext = "I have energy left."\nscale = "agree5"\nindex = "voice"\n[[item]]\nid = "hurt"\nframe = "hurt"\ntext = "Who is hurting?"\nchoose = "any"\noptions = { me = "Me", team = "My team", nobody = "Nobody" }\n[[item]]\nid = "words"\nkind = "text"\ntext = "In your own words"\n[schedule]\nrepeat = "monthly on the first Monday"\nstarts = 2026-01-01\nopen_for_days = 20\n','\n',char(10)),'["directorate", "team"]');
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
        counts TEXT NOT NULL);
INSERT INTO collect VALUES(1,'pulse','82049efb23c71415a99b94c3befa9833f99727a269e6d6f2720c89cc8d892573','microsoft-forms','2026-11-24','{"read": 30, "stored": 30, "duplicate": 0, "partial": 0, "test": 0, "outside": 0, "rejected": 0, "empty": 0}');
INSERT INTO collect VALUES(2,'pulse','721f7973f450d40e2bba3104ffbab288e9c95d1a76b530b24eaf5a6ce9994508','microsoft-forms','2026-11-24','{"read": 20, "stored": 20, "duplicate": 0, "partial": 0, "test": 0, "outside": 0, "rejected": 0, "empty": 0}');
INSERT INTO collect VALUES(3,'pulse','59915e7a5a0497ba1096bda9a2db935025e863a901da2828b653998975ed164e','microsoft-forms','2026-11-24','{"read": 26, "stored": 20, "duplicate": 6, "partial": 0, "test": 0, "outside": 0, "rejected": 0, "empty": 0}');
CREATE TABLE collect_wave (
        collect INTEGER NOT NULL REFERENCES collect, wave INTEGER NOT NULL REFERENCES wave, stored INTEGER NOT NULL,
        PRIMARY KEY (collect, wave)) WITHOUT ROWID;
INSERT INTO collect_wave VALUES(1,1,30);
INSERT INTO collect_wave VALUES(2,2,20);
INSERT INTO collect_wave VALUES(3,2,20);
CREATE TABLE atom (
        id INTEGER PRIMARY KEY, wave INTEGER NOT NULL REFERENCES wave, place TEXT NOT NULL, others TEXT NOT NULL,
        responses INTEGER NOT NULL DEFAULT 0, UNIQUE (wave, place, others));
INSERT INTO atom VALUES(1,1,'["D0", "T0"]','[""]',2);
INSERT INTO atom VALUES(2,1,'["D1", "T2"]','[""]',7);
INSERT INTO atom VALUES(3,1,'["D0", "T1"]','[""]',4);
INSERT INTO atom VALUES(4,1,'["D1", "T2"]','["Nurses"]',4);
INSERT INTO atom VALUES(5,1,'["D0", "T0"]','["Doctors"]',3);
INSERT INTO atom VALUES(6,1,'["D0", "T0"]','["Nurses"]',2);
INSERT INTO atom VALUES(7,1,'["D1", "T2"]','["Doctors"]',2);
INSERT INTO atom VALUES(8,1,'["D0", "T1"]','["Nurses"]',2);
INSERT INTO atom VALUES(9,1,'["D0", "T1"]','["Doctors"]',4);
INSERT INTO atom VALUES(10,2,'["D1", "T2"]','[""]',5);
INSERT INTO atom VALUES(11,2,'["D1", "T2"]','["Nurses"]',9);
INSERT INTO atom VALUES(12,2,'["D0", "T0"]','["Nurses"]',4);
INSERT INTO atom VALUES(13,2,'["D0", "T1"]','[""]',5);
INSERT INTO atom VALUES(14,2,'["D0", "T0"]','["Doctors"]',4);
INSERT INTO atom VALUES(15,2,'["D1", "T2"]','["Doctors"]',5);
INSERT INTO atom VALUES(16,2,'["D0", "T0"]','[""]',3);
INSERT INTO atom VALUES(17,2,'["D0", "T1"]','["Doctors"]',1);
INSERT INTO atom VALUES(18,2,'["D0", "T1"]','["Nurses"]',4);
CREATE TABLE item_tally (
        atom INTEGER NOT NULL REFERENCES atom, item TEXT NOT NULL, answered INTEGER NOT NULL, options TEXT NOT NULL,
        PRIMARY KEY (atom, item)) WITHOUT ROWID;
INSERT INTO item_tally VALUES(1,'energy',2,'[0, 1, 0, 1, 0]');
INSERT INTO item_tally VALUES(1,'heard',2,'[0, 0, 1, 0, 1]');
INSERT INTO item_tally VALUES(1,'hurt',2,'[0, 0, 2]');
INSERT INTO item_tally VALUES(1,'words',2,'[]');
INSERT INTO item_tally VALUES(2,'energy',7,'[1, 1, 0, 2, 3]');
INSERT INTO item_tally VALUES(2,'heard',7,'[1, 0, 4, 1, 1]');
INSERT INTO item_tally VALUES(2,'hurt',7,'[5, 3, 2]');
INSERT INTO item_tally VALUES(2,'words',4,'[]');
INSERT INTO item_tally VALUES(3,'energy',4,'[1, 2, 0, 1, 0]');
INSERT INTO item_tally VALUES(3,'heard',4,'[0, 2, 1, 0, 1]');
INSERT INTO item_tally VALUES(3,'hurt',2,'[2, 2, 0]');
INSERT INTO item_tally VALUES(3,'words',3,'[]');
INSERT INTO item_tally VALUES(4,'energy',4,'[0, 1, 2, 0, 1]');
INSERT INTO item_tally VALUES(4,'heard',4,'[1, 0, 3, 0, 0]');
INSERT INTO item_tally VALUES(4,'hurt',3,'[2, 1, 1]');
INSERT INTO item_tally VALUES(4,'words',3,'[]');
INSERT INTO item_tally VALUES(5,'energy',3,'[1, 0, 0, 0, 2]');
INSERT INTO item_tally VALUES(5,'heard',3,'[1, 0, 1, 1, 0]');
INSERT INTO item_tally VALUES(5,'hurt',2,'[1, 0, 1]');
INSERT INTO item_tally VALUES(5,'words',1,'[]');
INSERT INTO item_tally VALUES(6,'energy',2,'[0, 1, 0, 1, 0]');
INSERT INTO item_tally VALUES(6,'heard',2,'[0, 1, 0, 0, 1]');
INSERT INTO item_tally VALUES(6,'hurt',2,'[1, 1, 1]');
INSERT INTO item_tally VALUES(6,'words',1,'[]');
INSERT INTO item_tally VALUES(7,'energy',2,'[0, 0, 1, 1, 0]');
INSERT INTO item_tally VALUES(7,'heard',2,'[0, 1, 1, 0, 0]');
INSERT INTO item_tally VALUES(7,'hurt',1,'[1, 1, 0]');
INSERT INTO item_tally VALUES(7,'words',2,'[]');
INSERT INTO item_tally VALUES(8,'energy',2,'[0, 1, 0, 1, 0]');
INSERT INTO item_tally VALUES(8,'heard',2,'[1, 0, 0, 1, 0]');
INSERT INTO item_tally VALUES(8,'hurt',1,'[1, 0, 0]');
INSERT INTO item_tally VALUES(8,'words',1,'[]');
INSERT INTO item_tally VALUES(9,'energy',4,'[1, 0, 2, 0, 1]');
INSERT INTO item_tally VALUES(9,'heard',4,'[1, 0, 0, 1, 2]');
INSERT INTO item_tally VALUES(9,'hurt',3,'[1, 0, 2]');
INSERT INTO item_tally VALUES(9,'words',2,'[]');
INSERT INTO item_tally VALUES(10,'energy',5,'[1, 0, 0, 1, 3]');
INSERT INTO item_tally VALUES(10,'heard',5,'[2, 1, 1, 1, 0]');
INSERT INTO item_tally VALUES(10,'hurt',4,'[2, 1, 2]');
INSERT INTO item_tally VALUES(10,'words',3,'[]');
INSERT INTO item_tally VALUES(11,'energy',9,'[0, 4, 2, 0, 3]');
INSERT INTO item_tally VALUES(11,'heard',9,'[1, 0, 3, 3, 2]');
INSERT INTO item_tally VALUES(11,'hurt',7,'[5, 1, 2]');
INSERT INTO item_tally VALUES(11,'words',5,'[]');
INSERT INTO item_tally VALUES(12,'energy',4,'[0, 1, 0, 1, 2]');
INSERT INTO item_tally VALUES(12,'heard',4,'[2, 0, 1, 0, 1]');
INSERT INTO item_tally VALUES(12,'hurt',4,'[3, 2, 1]');
INSERT INTO item_tally VALUES(12,'words',3,'[]');
INSERT INTO item_tally VALUES(13,'energy',5,'[1, 0, 2, 2, 0]');
INSERT INTO item_tally VALUES(13,'heard',5,'[0, 1, 0, 4, 0]');
INSERT INTO item_tally VALUES(13,'hurt',2,'[1, 0, 1]');
INSERT INTO item_tally VALUES(13,'words',2,'[]');
INSERT INTO item_tally VALUES(14,'energy',4,'[1, 3, 0, 0, 0]');
INSERT INTO item_tally VALUES(14,'heard',4,'[1, 3, 0, 0, 0]');
INSERT INTO item_tally VALUES(14,'hurt',4,'[2, 0, 2]');
INSERT INTO item_tally VALUES(14,'words',2,'[]');
INSERT INTO item_tally VALUES(15,'energy',5,'[0, 1, 2, 2, 0]');
INSERT INTO item_tally VALUES(15,'heard',5,'[2, 1, 0, 0, 2]');
INSERT INTO item_tally VALUES(15,'hurt',4,'[3, 1, 1]');
INSERT INTO item_tally VALUES(15,'words',3,'[]');
INSERT INTO item_tally VALUES(16,'energy',3,'[1, 1, 0, 0, 1]');
INSERT INTO item_tally VALUES(16,'heard',3,'[0, 0, 2, 0, 1]');
INSERT INTO item_tally VALUES(16,'hurt',2,'[2, 1, 0]');
INSERT INTO item_tally VALUES(16,'words',1,'[]');
INSERT INTO item_tally VALUES(17,'energy',1,'[1, 0, 0, 0, 0]');
INSERT INTO item_tally VALUES(17,'heard',1,'[1, 0, 0, 0, 0]');
INSERT INTO item_tally VALUES(17,'hurt',1,'[1, 1, 0]');
INSERT INTO item_tally VALUES(17,'words',0,'[]');
INSERT INTO item_tally VALUES(18,'energy',4,'[1, 0, 0, 2, 1]');
INSERT INTO item_tally VALUES(18,'heard',4,'[0, 2, 1, 1, 0]');
INSERT INTO item_tally VALUES(18,'hurt',3,'[1, 0, 2]');
INSERT INTO item_tally VALUES(18,'words',0,'[]');
CREATE TABLE index_tally (
        atom INTEGER NOT NULL REFERENCES atom, name TEXT NOT NULL, people INTEGER NOT NULL, total INTEGER NOT NULL,
        squares INTEGER NOT NULL, PRIMARY KEY (atom, name)) WITHOUT ROWID;
INSERT INTO index_tally VALUES(1,'voice',2,12500,78125000);
INSERT INTO index_tally VALUES(2,'voice',7,42500,275000000);
INSERT INTO index_tally VALUES(3,'voice',4,16250,95312500);
INSERT INTO index_tally VALUES(4,'voice',4,18750,107812500);
INSERT INTO index_tally VALUES(5,'voice',3,16250,132812500);
INSERT INTO index_tally VALUES(6,'voice',2,11250,64062500);
INSERT INTO index_tally VALUES(7,'voice',2,10000,53125000);
INSERT INTO index_tally VALUES(8,'voice',2,8750,39062500);
INSERT INTO index_tally VALUES(9,'voice',4,23750,189062500);
INSERT INTO index_tally VALUES(10,'voice',5,26250,179687500);
INSERT INTO index_tally VALUES(11,'voice',9,53750,385937500);
INSERT INTO index_tally VALUES(12,'voice',4,22500,153125000);
INSERT INTO index_tally VALUES(13,'voice',5,28750,173437500);
INSERT INTO index_tally VALUES(14,'voice',4,7500,15625000);
INSERT INTO index_tally VALUES(15,'voice',5,25000,159375000);
INSERT INTO index_tally VALUES(16,'voice',3,16250,101562500);
INSERT INTO index_tally VALUES(17,'voice',1,0,0);
INSERT INTO index_tally VALUES(18,'voice',4,21250,117187500);
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
INSERT INTO shown VALUES(1,'["D0"]','count','',0,'','','','','',17.0,NULL,NULL,17);
INSERT INTO shown VALUES(1,'["D0"]','favourable','energy',1,'','','','','',0.40999999999999997557,NULL,NULL,17);
INSERT INTO shown VALUES(1,'["D0"]','share','hurt',1,'me','','','','',0.5,NULL,NULL,12);
INSERT INTO shown VALUES(1,'["D0"]','share','hurt',1,'nobody','','','','',0.5,NULL,NULL,12);
INSERT INTO shown VALUES(1,'["D0"]','share','hurt',1,'team','','','','',0.25,NULL,NULL,12);
INSERT INTO shown VALUES(1,'["D1", "T2"]','count','',0,'','','','','',13.0,NULL,NULL,13);
INSERT INTO shown VALUES(1,'["D1", "T2"]','favourable','energy',1,'','','','','',0.54000000000000003552,NULL,NULL,13);
INSERT INTO shown VALUES(1,'["D1", "T2"]','favourable','heard',1,'','','','','',NULL,0.0,0.16000000000000000333,13);
INSERT INTO shown VALUES(1,'["D1", "T2"]','share','hurt',1,'me','','','','',0.72999999999999998223,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1", "T2"]','share','hurt',1,'nobody','','','','',0.27000000000000001776,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1", "T2"]','share','hurt',1,'team','','','','',0.4500000000000000111,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1"]','count','',0,'','','','','',13.0,NULL,NULL,13);
INSERT INTO shown VALUES(1,'["D1"]','favourable','energy',1,'','','','','',0.54000000000000003552,NULL,NULL,13);
INSERT INTO shown VALUES(1,'["D1"]','favourable','heard',1,'','','','','',NULL,0.0,0.16000000000000000333,13);
INSERT INTO shown VALUES(1,'["D1"]','share','hurt',1,'me','','','','',0.72999999999999998223,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1"]','share','hurt',1,'nobody','','','','',0.27000000000000001776,NULL,NULL,11);
INSERT INTO shown VALUES(1,'["D1"]','share','hurt',1,'team','','','','',0.4500000000000000111,NULL,NULL,11);
INSERT INTO shown VALUES(1,'[]','count','',0,'','','','','',30.0,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','favourable','energy',1,'','','','','',0.46999999999999997335,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','favourable','heard',1,'','','','','',0.33000000000000001554,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','mean','energy',1,'','','','','',5.5,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','mean','heard',1,'','','','','',5.2000000000000001776,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','mean','voice',1,'','','','','',5.2999999999999998223,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','neutral','energy',1,'','','','','',0.17000000000000001221,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','neutral','heard',1,'','','','','',0.36999999999999999555,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','energy',1,'agree','','','','',0.23000000000000000999,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','energy',1,'disagree','','','','',0.23000000000000000999,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','energy',1,'neither','','','','',0.17000000000000001221,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','energy',1,'strongly_agree','','','','',0.23000000000000000999,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','energy',1,'strongly_disagree','','','','',0.13000000000000000444,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','heard',1,'agree','','','','',0.13000000000000000444,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','heard',1,'disagree','','','','',0.13000000000000000444,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','heard',1,'neither','','','','',0.36999999999999999555,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','heard',1,'strongly_agree','','','','',0.2000000000000000111,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','heard',1,'strongly_disagree','','','','',0.17000000000000001221,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','share','hurt',1,'me','','','','',0.60999999999999998667,NULL,NULL,23);
INSERT INTO shown VALUES(1,'[]','share','hurt',1,'nobody','','','','',0.39000000000000001332,NULL,NULL,23);
INSERT INTO shown VALUES(1,'[]','share','hurt',1,'team','','','','',0.34999999999999997779,NULL,NULL,23);
INSERT INTO shown VALUES(1,'[]','unfavourable','energy',1,'','','','','',0.36999999999999999555,NULL,NULL,30);
INSERT INTO shown VALUES(1,'[]','unfavourable','heard',1,'','','','','',0.29999999999999998889,NULL,NULL,30);
CREATE TABLE answers_1 (key INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, atom INTEGER NOT NULL REFERENCES atom, i_heard INTEGER, i_energy INTEGER, m_hurt__me INTEGER, m_hurt__team INTEGER, m_hurt__nobody INTEGER, w_words INTEGER, x_voice INTEGER);
INSERT INTO answers_1 VALUES(41368464925760345,X'd65878832de6c66311554a44320489af',3,2,2,1,1,0,1,2500);
INSERT INTO answers_1 VALUES(308416439713017443,X'bbb4416e766e44dcac7f0d22193de337',3,2,2,NULL,NULL,NULL,1,2500);
INSERT INTO answers_1 VALUES(1006179864487268793,X'd80e1ec30efe8fe4cd32d995c92b6d0d',3,5,4,1,1,0,1,8750);
INSERT INTO answers_1 VALUES(1597063364399861279,X'56cea11572be2d0161b275268b2a6abc',2,3,2,0,0,1,0,3750);
INSERT INTO answers_1 VALUES(1653444372833695291,X'2106fc9e8c3a1c2f1a49d49adcb07bc6',1,5,2,0,0,1,1,6250);
INSERT INTO answers_1 VALUES(1849761007855110924,X'23310c86f50f8f7c1738da2397c89d09',1,3,4,0,0,1,1,6250);
INSERT INTO answers_1 VALUES(2407746222835892195,X'f1c3415eb86c6ff5fc63c6e95635d98e',2,3,4,1,0,0,0,6250);
INSERT INTO answers_1 VALUES(2833864392757934905,X'39f8c361f3a676f0dacdac3ae3f40c34',4,3,3,0,0,1,0,5000);
INSERT INTO answers_1 VALUES(4127674560839266858,X'b3c51065f513de084415a99bafcfae80',5,1,1,1,0,0,0,0);
INSERT INTO answers_1 VALUES(4143573462841777695,X'2efaf55c62f89d496b73b15959186ade',4,3,5,1,1,0,1,7500);
INSERT INTO answers_1 VALUES(4188708841865106777,X'f8e085c9f54fc65294b4d3a3e20a1926',9,4,5,NULL,NULL,NULL,0,8750);
INSERT INTO answers_1 VALUES(4391115201531676008,X'd38151ecadb06ab6649b6d67858d8f91',5,4,5,NULL,NULL,NULL,1,8750);
INSERT INTO answers_1 VALUES(4447946000442739349,X'b43815599a44bf9ced69881a6e8a2529',4,3,3,NULL,NULL,NULL,1,5000);
INSERT INTO answers_1 VALUES(4551233672140164226,X'e9d599ee72ccb1d4dd871f279127a04f',4,1,2,1,0,0,1,1250);
INSERT INTO answers_1 VALUES(4949495738965268892,X'aff65d6792e666140dc1436600bd037a',3,3,1,NULL,NULL,NULL,0,2500);
INSERT INTO answers_1 VALUES(5067907691230868315,X'05aaa9e4e60e34b66dae4290d4fa93cc',6,5,2,0,0,1,0,6250);
INSERT INTO answers_1 VALUES(5621673340054349009,X'567fd2d1033057549b8e19935f81b951',6,2,4,1,1,0,1,5000);
INSERT INTO answers_1 VALUES(6016088383489004882,X'371799b8023ae81232149d3800759219',8,1,4,NULL,NULL,NULL,0,3750);
INSERT INTO answers_1 VALUES(6505901313133528699,X'6b72e64f3168a3c5f0373bb4ca489ad0',2,3,5,0,0,1,0,7500);
INSERT INTO answers_1 VALUES(7401384996229129294,X'd4f2a9f57f90c3477eafba0d54de4456',8,4,2,1,0,0,1,5000);
INSERT INTO answers_1 VALUES(7978972273360234860,X'007e828d099079f668b34a930a5dd886',9,1,1,1,0,0,1,0);
INSERT INTO answers_1 VALUES(7980322031146341950,X'21c97cd435e3a6c6200d1b5d7a311424',9,5,3,0,0,1,0,7500);
INSERT INTO answers_1 VALUES(8502766008930833032,X'fdc0370a641d4e69961b6f614a133f12',7,2,3,1,1,0,1,3750);
INSERT INTO answers_1 VALUES(8521055543404426762,X'37bc2a846eccf0e7de1c5f5102fbdc60',7,3,4,NULL,NULL,NULL,1,6250);
INSERT INTO answers_1 VALUES(8774138529043696591,X'2fd93161bef8cc4729d0075b2a1ae895',2,3,4,1,1,0,1,6250);
INSERT INTO answers_1 VALUES(8800440819041345274,X'147382e73046cf48a9407d38f684fefd',5,3,5,0,0,1,0,7500);
INSERT INTO answers_1 VALUES(8855213578814242227,X'b3dada3720aca0000cf7763d37542749',2,5,1,1,1,0,1,5000);
INSERT INTO answers_1 VALUES(8997168927150091160,X'76925bb9906ea2838245f571a5335865',9,5,3,0,0,1,1,7500);
INSERT INTO answers_1 VALUES(9030685138055192156,X'27941625113cbdfa0adf08f2ad2da883',2,4,5,1,1,0,1,8750);
INSERT INTO answers_1 VALUES(9036634875781976872,X'876106841b81a35a60d3c3a38cdb96f8',2,1,5,1,0,0,1,5000);
CREATE TABLE answers_2 (key INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, atom INTEGER NOT NULL REFERENCES atom, i_heard INTEGER, i_energy INTEGER, m_hurt__me INTEGER, m_hurt__team INTEGER, m_hurt__nobody INTEGER, w_words INTEGER, x_voice INTEGER);
INSERT INTO answers_2 VALUES(251973022279589993,X'd1a7c855bdf46899fd33d3845343f4d6',15,5,4,1,1,0,0,8750);
INSERT INTO answers_2 VALUES(388495257727347067,X'fe527ec097b1f06473df863356ba26cd',11,1,2,1,1,0,0,1250);
INSERT INTO answers_2 VALUES(649257413260311292,X'6c6de91f20047b9c295303f9a0b999c4',11,4,2,1,0,0,1,5000);
INSERT INTO answers_2 VALUES(741439646401390450,X'999fda52553d366f9932a2e1db07c0ec',18,2,5,0,0,1,0,6250);
INSERT INTO answers_2 VALUES(1137748512320436715,X'72896e65cf9bb597e9acd99e671649aa',11,5,5,NULL,NULL,NULL,0,10000);
INSERT INTO answers_2 VALUES(1271700416769613814,X'9a6405fbef304aa832e8aefa2330b910',10,3,4,0,0,1,0,6250);
INSERT INTO answers_2 VALUES(1350112125874540257,X'a33ea0ddf4e78457e6fc29c4c38f8b7f',14,1,2,0,0,1,0,1250);
INSERT INTO answers_2 VALUES(1881927703018151678,X'f6d022633c7da3fb5af5715f67c39511',13,4,4,1,0,0,0,7500);
INSERT INTO answers_2 VALUES(2246761466803959610,X'582a79fe8eeea5f6aa182e2ffd9a2c6f',11,3,2,0,0,1,1,3750);
INSERT INTO answers_2 VALUES(2300345831134259053,X'225ac7c490a85e66329e42831fd862d6',15,1,3,NULL,NULL,NULL,1,2500);
INSERT INTO answers_2 VALUES(2414425133110810351,X'd2154d2beb6c5279419a87e44d29f7e1',18,4,1,0,0,1,0,3750);
INSERT INTO answers_2 VALUES(2518503216004734597,X'589d61ccce5d2f9ffb2cea9c4bd29e5c',18,3,4,NULL,NULL,NULL,0,6250);
INSERT INTO answers_2 VALUES(2608513729242564662,X'c4bbb32993a59f6dd0434eb947601fcf',13,4,3,NULL,NULL,NULL,1,6250);
INSERT INTO answers_2 VALUES(2646468167308389269,X'2b16831467e4049e14aaeed4550fe342',10,1,5,1,0,0,1,5000);
INSERT INTO answers_2 VALUES(2703847856278960170,X'e34c721046f02ac7730a9c43d1176a7e',15,5,3,0,0,1,0,7500);
INSERT INTO answers_2 VALUES(2864830312587832832,X'26a94485c87aea7054c0aa9081811c1b',10,1,1,0,0,1,1,0);
INSERT INTO answers_2 VALUES(2964410271340054853,X'29cd67ac523a9484e9a0fa40c0e660f3',11,3,5,1,0,0,0,7500);
INSERT INTO answers_2 VALUES(2999006388300406186,X'61dfd95d900dc889ca0a039b232c201c',18,2,4,1,0,0,0,5000);
INSERT INTO answers_2 VALUES(3479523237759533465,X'b8b7d149124156729817e1ab343eb6f8',11,3,3,1,0,0,1,5000);
INSERT INTO answers_2 VALUES(4011849432082606665,X'a74a0fd82177a6adabf9e96ca97584ff',15,2,2,1,0,0,1,2500);
INSERT INTO answers_2 VALUES(4177435391647921406,X'd5baa4dd0ebdd10e32f187ba559bc14e',12,3,2,1,0,0,1,3750);
INSERT INTO answers_2 VALUES(4237520010833819260,X'87c75a0da237a3cb5eb01b3f3f9bba04',13,4,3,0,0,1,1,6250);
INSERT INTO answers_2 VALUES(4563376133240574147,X'fd1d948d55cceee5a611653bd7b7e2fa',11,5,5,NULL,NULL,NULL,0,10000);
INSERT INTO answers_2 VALUES(4610451540580324885,X'31251cb232139a34d59b2b1517dc96fb',13,4,1,NULL,NULL,NULL,0,3750);
INSERT INTO answers_2 VALUES(4829629104716541549,X'5780ffdfc9d46cc5674356b932cbed63',13,2,4,NULL,NULL,NULL,0,5000);
INSERT INTO answers_2 VALUES(4922683152975462528,X'f12de4ea33fc4d641cf62b966d8871a3',16,5,2,NULL,NULL,NULL,0,6250);
INSERT INTO answers_2 VALUES(5226882144824109582,X'6a7d9862e7a0e4ad4755559c559c8319',14,2,1,0,0,1,1,1250);
INSERT INTO answers_2 VALUES(5333639533878728988,X'2b2cc72d0876850043ab8455e23772f3',11,4,2,1,0,0,1,5000);
INSERT INTO answers_2 VALUES(5587979912162673999,X'7dfe23ff3887ffcb0b4cc298be54a09b',14,2,2,1,0,0,0,2500);
INSERT INTO answers_2 VALUES(6429410231680099130,X'e9e076c4f69ca92f440c0ee11fe6102c',12,1,4,0,0,1,1,3750);
INSERT INTO answers_2 VALUES(7168633298683454780,X'1e74f08436620ce47fca6d39e96bc878',16,3,1,1,1,0,0,2500);
INSERT INTO answers_2 VALUES(7273953945515961967,X'3bed540d190903d7d56a01b34bc76a49',12,1,5,1,1,0,1,5000);
INSERT INTO answers_2 VALUES(7334052812511480663,X'1fa62a255cea7269cd255ef597f8a81c',14,2,2,1,0,0,1,2500);
INSERT INTO answers_2 VALUES(7428288446981490465,X'38a41950a430b79365f5311277e84062',12,5,5,1,1,0,0,10000);
INSERT INTO answers_2 VALUES(7490453403858850140,X'f09911ae1a6e63a1ab89cd59fa4c7514',11,4,3,0,0,1,1,6250);
INSERT INTO answers_2 VALUES(7563311651503990990,X'8f4e8e9859fafa15d3646f14fe8378ee',15,1,4,1,0,0,1,3750);
INSERT INTO answers_2 VALUES(7899145803665762686,X'ca2431f13314a09fc27ec435a12053b6',17,1,1,1,1,0,0,0);
INSERT INTO answers_2 VALUES(8325067523923113676,X'6fb095e021359e168bd54754ef35eac9',10,4,5,1,1,0,0,8750);
INSERT INTO answers_2 VALUES(8510442444798694364,X'242c54673e77fb61bb2b6cd13f3d586d',10,2,5,NULL,NULL,NULL,1,6250);
INSERT INTO answers_2 VALUES(8926050282934522801,X'0291ba92b0b07fb95ebcca0dfbd8b4f3',16,3,5,1,0,0,1,7500);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
COMMIT;
