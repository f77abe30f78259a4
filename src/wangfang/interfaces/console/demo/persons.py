"""Who petitions in the demo: people that nobody is, with numbers that nobody has."""

from __future__ import annotations

from random import Random

from stdnum.cn import ric

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅云波宁建国春生永福德海晓东志文淑珍凤琴立新振宇欣悦佳怡俊峰雪松晨曦长河远山"

NOWHERE = "230199"
"""The first six digits of every invented identity number: a county code that was never given out."""


def person(rng: Random, serial: int, address: str) -> dict[str, str]:
    """Return an invented petitioner; the telephone number is the serial behind an operator's prefix."""
    return {
        "name": invented_name(rng),
        "id_number": id_number(rng),
        "phone": f"199{serial % 10**8:08d}",
        "address": address,
    }


def invented_name(rng: Random) -> str:
    """Return an invented name of two or three characters."""
    given = "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))
    return rng.choice(SURNAMES) + given


def id_number(rng: Random) -> str:
    """Return a number that is well formed and belongs to nobody.

    The check digit is right, so that every form takes it; the county does not exist.
    """
    born = f"{rng.randint(1945, 1996)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    body = f"{NOWHERE}{born}{rng.randint(1, 999):03d}"
    return body + ric.calc_check_digit(body + "0")
