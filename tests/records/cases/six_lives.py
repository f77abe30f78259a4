"""Six lives told from beginning to end by the people whose business each step is."""

from __future__ import annotations

from dataclasses import replace

from tests.cast import load_review_body, operator_act, put_nangang_on_315
from tests.stories import ROOF, Story, story
from wangfang.records.agencies.load import load
from wangfang.records.cases.petitions import Person
from wangfang.rules.facts import Step
from wangfang.rules.joint import Signer

MENDED = "经查，顶楼漏雨属实，系屋面防水层老化。已协调物业于9月1日更换防水卷材，闭水试验无渗漏。"
PAID = "经查，小区下水井缺失井盖属实，由物业管理。经调解，双方于3月13日签订赔偿协议，井盖已补装。"
LED = "经查，漏点在公共屋面。由街道牵头，物业已于11月10日完成维修。"
HEATED = "经查，供热管网老化属实。换热站改造已经完成，室温达到18摄氏度以上。"
REFUSED = "经查，该房屋为自建房，不在维修资金支付范围之内。"
DISCIPLINE = (("HRB-JW", "哈尔滨市纪委监委", "230100", "HRB"), ("NG-JW", "南岗区纪委监委", "230103", "NG"))
MANHOLE = {
    "title": "小区下水井无盖致车辆受损，物业拒绝赔偿",
    "text": "春节期间我开车回家，小区路上一处下水井没有盖，前轮掉了进去，底盘损坏，物业一直推脱。",
    "region": "230111008",
    "address": "学院路丽景花园小区",
    "petitioner": Person("董志文", phone="13900139000", address="呼兰区学院路丽景花园小区"),
}


def roof() -> Story:
    """Tell of the leaking roof of Nangang under 三一五: province, city, district, street, and back in two weeks."""
    put_nangang_on_315()
    told = story("2017-08-22 09:14").submitted(to="HLJ").registered().forwarded("HRB").forwarded("NG")
    told.forwarded("NG-XF").signed_in().on("2017-08-23 09:10").accepted().worked()
    told.worked("入户察看，防水层开裂起鼓，已拍照。", "visit").on("2017-09-01 15:40").resolved()
    told.on("2017-09-04 08:30").drafted(MENDED).signed().issued(MENDED).served().closed()
    return told.on("2017-09-06 19:22").rated()


def manhole() -> Story:
    """Tell of the car in the open manhole of Hulan: assigned with a day, settled between the two, the end on record."""
    told = story("2017-03-02 08:26").about(**MANHOLE).submitted(to="HLJ").registered()
    told.forwarded("HRB").forwarded("HL").assigned("HL-ZJ", "2017-03-28").signed_in().accepted()
    told.on("2017-03-09 14:00").worked("双方协商，物业同意赔偿。", "mediation")
    told.on("2017-03-13 09:00").settled("物业赔偿修车费，当月付清。").resolved("协议已签，井盖已补装。")
    told.drafted(PAID).signed().issued(PAID).served().closed(report="双方签订赔偿协议，井盖已补装。")
    told.on("2017-03-15 20:05").rated()
    return told.on("2017-04-05 09:00").finalized("settled")


def thrice_objected() -> Story:
    """Tell of a leak that two units send back and a third wants to."""
    told = story("2017-10-09 09:00").submitted().registered().forwarded("NG-XF")
    told.on("2017-10-11 09:00").objected("属于房屋质量，应由区住建局办理", "NG-ZJ").returned("NG", "NG-ZJ")
    told.on("2017-10-13 09:00").objected("小区在哈西街道辖区").returned("NG", "NG-HX")
    return told.on("2017-10-16 09:00").objected("漏点在先锋路街道辖区")


def bounced() -> Story:
    """Tell of that leak from where the district says whose it is, with a draft that is sent back once."""
    told = thrice_objected()
    told.on("2017-10-17 09:00").arbitrated("NG", "NG-XF").signed_in().accepted()
    told.on("2017-11-10 09:00").worked("屋面维修完工验收。", "visit").drafted(LED)
    told.taken(Step.RETURN_DRAFT, told.leader(), why="没有写明完工日期").drafted(LED).signed()
    return told.issued(LED).served().closed()


def joint() -> Story:
    """Tell of twelve neighbours without heat: two units help, the time is lengthened once, all are answered."""
    signers = tuple(Signer(f"联名人{'甲乙丙丁戊己庚辛壬癸子'[nth]}", represents=nth < 4) for nth in range(11))
    heat = {
        "title": "室温不达标，十二户联名反映",
        "text": "入冬以来室温只有14度，十二户联名请求解决供热问题。",
        "people": 12,
    }
    behind = replace(ROOF.petitioner, signers=signers)
    told = story("2017-11-06 09:00").about(**heat, petitioner=behind).submitted().registered()
    told.forwarded("NG-ZJ", "NG-XF", "NG-HX").on("2017-11-08 09:00").signed_in().accepted()
    told.on("2017-11-20 09:00").assisted("NG-XF").on("2017-12-20 09:00").extended(30, "换热站改造需要停机，工期延长")
    told.on("2018-01-15 09:00").assisted("NG-HX").on("2018-01-29 09:00").resolved("换热站改造完成，逐户测温达标。")
    return told.drafted(HEATED).signed().issued(HEATED).served().closed()


def accusation() -> Story:
    """Tell of an accusation: it comes in above the accused, and leaves to the organ that manages cadres of the rank."""
    _load_discipline()
    accused = {"title": "反映街道干部收受物业好处", "text": "先锋路街道办事处某干部收受物业公司财物，请求查处。"}
    told = story("2017-08-22 09:00").about(**accused).accusing("NG-XF").submitted(to="HRB").registered()
    return told.on("2017-08-24 09:00").taken(
        Step.DIVERT, why="反映干部涉嫌违纪，按管理权限移交", procedure="discipline", to="NG-JW", on="2017-08-24", rank="township"
    )  # fmt: skip


def appealed() -> Story:
    """Tell of a refusal that goes through review and recheck to its last word."""
    load_review_body()
    told = story("2017-06-01 09:00").submitted().registered().forwarded("NG-ZJ")
    told.on("2017-06-05 09:00").signed_in().accepted().worked()
    told.on("2017-07-03 09:00").drafted(REFUSED, "reject").signed().issued(REFUSED, "reject").served().closed()
    told.on("2017-07-17 09:00").review_asked("HRB-FC").on("2017-07-18 09:00").review_accepted("HRB-FC")
    told.on("2017-08-10 09:00").reviewed("HRB-FC", "uphold", "原处理意见事实清楚、依据正确")
    told.on("2017-08-28 09:00").recheck_asked("HRB-FC").on("2017-08-29 09:00").review_accepted("HRB-FC")
    return told.on("2017-09-25 09:00").rechecked("HRB-FC", "uphold", "复查意见适用规定正确")


def _load_discipline() -> None:
    for code, name, region, parent in DISCIPLINE:
        row = {"code": code, "name": name, "kind": "discipline", "region": region, "parent": parent}
        load([{**row, "valid_from": "", "valid_to": ""}], operator_act())
