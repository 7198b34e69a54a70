"""Build the fonts that ``gongkai.write`` embeds in PDF files: small, renamed subsets of open fonts.

    python -m tools.build_fonts          # needs the Debian packages fonts-noto-cjk and fonts-lxgw-wenkai

The same packages give the same bytes. The licence (OFL) forbids its reserved names to what was changed,
so the subsets have names of their own; its text stands beside them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "src" / "gongkai" / "write" / "fonts"
NOTO = Path("/usr/share/fonts/opentype/noto")
WENKAI = Path("/usr/share/fonts/truetype/lxgw-wenkai")
SIMPLIFIED = 2  # the face of the Noto collections that draws characters as the mainland does

# Characters of place names and personal names that GB2312 does not have: 浉河, 鄠邑, 甪直, 濉溪, 㙟…
RARE = (
    "鄠浉甪䶮㙟㘵㛃䃅䴓䴖䏝䓖䓛䓨䗖䗪䗴䝙䥽䦃䩄䯄䲟䲠䲢䴔䴗䴘䴙㑇㑊㕮㘎㙍㙘㙦㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾"
    "㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䅟䌹䎃䎖䏡䏲䐃䓫䓬䔖䗛䗥䜣䠀䠋䢺䣘䤵垟坉埇堉塆墈墘墕奤妠姽婳媖宬峃峣崀崁嵖"
    "嶅廆弶忞悆悰扅揾旸昇昉昫晙晢晞晧暅暐暕杄柊梽棪棨椑椪榅榰橦欻汈汋汧汭沄沘沚泜泬泃洑洣洨洺浐浛浡浬浟涢淯湉"
    "湜湨湴溠溇溵滃滆滍滘漖漷潏潖潩澛澥澴澽濛瀍瀼灃炆炘烜煐熇燊燏爔犇玘玙玚玥玦珅珣珺琎琇琭瑀瑢瑨璟璠瓘疍皛皞"
    "皦盩硚硔碶磡磜磻礐祃祎禔禤稑窅窎竑筀簃簕紃羑翀翃翚翯翙胊臑舥芃菂菑菓萡蓂蓢蔃蔪薢藠蘄虓蝲袆褀訚訸赟赪辿邽"
    "郃郚郪鄀鄅鄌鄑鄗鄘鄚鄜鄫鄮酂釚釪鈊钘铚铻锜锳镕镠靬鞨頫颋饸馎骎骕骦魆鱇鲃鲘鳡鳤鸻鸼鹍鹮鼒齮龑龢𬇙𬇹𬍛𬍡𬘭"
    "𬘩𬭊𬭎𬭸𬸣𬸦𬭩𬱖𬤇𬜬𬜯𫖮𫗴𫘜𫘧𫚕𫚖𫛭𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫭟𫮃𫰛𫵷𫶇𫷷𫸩𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍"
    "𫔎𫔶𫖯𫖳𫗧𫘝𫘦𫘨𫘪𫘬𫚉𫛚𫛞𡎚𡐓𣗋𣲗𣲘𤧛𤩽𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢"
)
# Symbols of office documents beyond GB2312 (which has 〔〕【】《》①⑴⒈℃№ and the full-width forms)
SYMBOLS = "€⇒⇔㎡㎞㎏㎎㏄⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳▶▷☑☐✓✔〇—–·•©®™¥"


@dataclass(frozen=True, slots=True)
class Build:
    """One font to ship: the file it is cut from, and its new name.

    ``rare`` characters are kept where names stand, in running text and titles; headings borrow them from there.
    """

    source: Path
    face: int
    family: str
    style: str
    weight: int
    rare: bool = False

    @property
    def file(self) -> str:
        return f"{self.family.replace(' ', '')}-{self.style}{'.otf' if self.face == SIMPLIFIED else '.ttf'}"


BUILDS = (
    Build(NOTO / "NotoSerifCJK-Regular.ttc", SIMPLIFIED, "Gongkai Song", "Regular", 400, rare=True),
    Build(NOTO / "NotoSerifCJK-Bold.ttc", SIMPLIFIED, "Gongkai Song", "Bold", 700, rare=True),
    Build(NOTO / "NotoSansCJK-Regular.ttc", SIMPLIFIED, "Gongkai Hei", "Regular", 400),
    Build(WENKAI / "LXGWWenKai-Regular.ttf", 0, "Gongkai Kai", "Regular", 400),
)


def main() -> int:
    """Build every font; the exit code."""
    absent = [build.source for build in BUILDS if not build.source.exists()]
    if absent:
        names = "\n".join(map(str, absent))
        print(
            f"缺少字体文件：\n{names}\n请先安装 apt-get install fonts-noto-cjk fonts-lxgw-wenkai",
            file=sys.stderr,
        )
        return 2
    for build in BUILDS:
        path = FONTS / build.file
        make(build, path)
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    return 0


def make(build: Build, path: Path) -> None:
    """Cut one font down to :func:`characters`, rename it and write it to ``path``."""
    font = TTFont(build.source, fontNumber=build.face, recalcTimestamp=False, lazy=True)
    options = subset.Options(
        hinting=False, layout_features=["kern", "locl"], name_IDs=[0, 13, 14], name_languages=[0x409],
        notdef_outline=True, glyph_names=False, legacy_kern=False, drop_tables=["DSIG", "vhea", "vmtx", "VORG", "BASE"],
    )  # fmt: skip
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters(rare=build.rare))
    cutter.subset(font)
    _rename(font, build)
    font.save(path, reorderTables=True)


def characters(*, rare: bool) -> set[int]:
    """What a subset holds: all of GB2312 with its punctuation, Latin, symbols of documents, rare names."""
    rows = (
        bytes((row, cell)) for row in (*range(0xA1, 0xAA), *range(0xB0, 0xF8)) for cell in range(0xA1, 0xFF)
    )
    standard = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    latin = {*range(0x20, 0x7F), *range(0xA0, 0x100)}
    return latin | {ord(character) for character in standard + SYMBOLS + RARE * rare}


def _rename(font: Any, build: Build) -> None:
    full = f"{build.family} {build.style}"
    postscript = full.replace(" ", "-", 1).replace(" ", "-")
    names = {
        1: build.family,
        2: build.style,
        3: f"{full}; subset for gongkai",
        4: full,
        5: "Version 1.000",
        6: postscript,
    }
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = build.weight
    if "CFF " in font:
        table = font["CFF "].cff
        table.fontNames = [postscript]
        top = table.topDictIndex[0]
        top.FullName, top.FamilyName, top.Weight = full, build.family, build.style


if __name__ == "__main__":
    sys.exit(main())
