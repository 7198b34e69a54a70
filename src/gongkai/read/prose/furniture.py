"""What a web page or a printer puts around a report: menus, share buttons, footers, page numbers."""

from __future__ import annotations

import re

from gongkai.read.prose.text import Line, key

_FURNITURE = re.compile(
    r"^(?:首页|网站首页|当前位置|您(?:现在)?(?:的|所在)|所在位置|位置[:：]|上一[篇页条]|下一[篇页条]|打印|关闭|返回|分享|收藏|扫一扫|"
    r"字[体号]|【?字[体号]|发布(?:日期|时间|机构|单位)|发文(?:日期|字号|机关)|成文日期|信息来源|文章来源|来源[:：]|浏览|点击|阅读|访问|作者[:：]|责任编辑|编辑[:：]|"
    r"索\s*引\s*号|索引号|主题分类|主题词|有效性|文\s*号[:：]|名\s*称[:：]|公开(?:类别|方式|日期|时限)|分\s*类[:：]|"
    r"版权所有|主办(?:单位)?[:：]?|承办(?:单位)?[:：]|技术支持|网站(?:标识码|地图|声明|支持)|联系我们|备案|无障碍|长者|繁体|简体|登录|注册|"
    r"相关(?:链接|文档|新闻|附件|阅读)|友情链接|推荐阅读|返回顶部|Copyright|©|微信|微博|手机版|政务新媒体|本网站|政府网站找错|"
    r"【.{0,6}(?:打印|关闭|大中小|纠错).*】|附件下载|扫描二维码|附\s*[:：]?$)",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"版权所有|网站标识码|ICP备|公网安备|政府网站找错|(?:上|下)一(?:篇|条)[:：]|分享到|扫一扫在手机|责任编辑[:：]|【打印】|打印本页|关闭窗口|返回顶部|友情链接|相关链接"
)
_PAGE_NUMBER = re.compile(
    r"^[-—–－\s·]*\d{1,3}[-—–－\s·]*$|^第\s*\d{1,3}\s*页(?:[，,/共\s]+\d{1,3}\s*页)?$|^\d{1,3}\s*/\s*\d{1,3}$"
)
_CRUMBS = re.compile(r"(?:>|»|›|＞).+(?:>|»|›|＞)|^首页\s*[>»›＞/|]")
_CONTENTS = re.compile(r"^目\s*录$")
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|．{4,})\s*\d{0,3}$")


def is_furniture(line: Line) -> bool:
    """A line that is no part of the report wherever it stands."""
    text = line.text
    if len(text) > 120:
        return False
    return bool(
        _PAGE_NUMBER.match(text)
        or _CONTENTS.match(text)
        or _LEADERS.search(text)
        or _CRUMBS.search(text)
        or (len(text) <= 60 and _FOOTER.search(text))
    )


def is_around(line: Line) -> bool:
    """A line that is no part of the report when it stands between title and text, or after the last section."""
    if is_furniture(line):
        return True
    return len(line.text) <= 80 and line.text[-1] != "。" and _FURNITURE.match(key(line.text)) is not None
