"""The words of the pages, in both languages."""

from collections.abc import Mapping

from grader.report.exploration import KINDS

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "student": "Report", "class": "Class report", "score": "Score", "next": "Next step",
        "passed": "passed", "failed": "not yet", "fault": "not graded",
        "hint": "Hint", "story": "How it goes wrong, step by step", "then": "Now",
        "how": "Step through it with the buttons, or with the arrow keys when this box has the focus.",
        "first": "First", "back": "Back", "forward": "Next", "last": "Last",
        "again": "It is the same finding as above.",
        "submissions": "Submissions", "mean": "Mean", "median": "Median", "full": "Full marks",
        "distribution": "Distribution of scores", "share": "Points, in percent of what can be reached",
        "checks": "Pass rate per check", "seconds": "Beside each check: how long it takes on average, in seconds.",
        "mistakes": "Commonest mistakes", "look": "Worth a human look",
        "notices": "Also seen in the class folder",
        "near": "nearly full marks", "none": "None.", "all": "All submissions", "total": "Total",
        "nobody": "Nobody passes", "everybody": "Everybody passes", "points": "Points", "exercise": "Exercise",
        "with": "The number says how many submissions have this mistake.", "submission": "Submission",
        "told": "Step by step", "again_by": "To see it again", "colon": ": ",
        "returned": "returned", "raised": "raised", "deadlock": "deadlock", "limit": "too many steps",
        "unseen": "not observable", "forbidden": "not allowed", "nondeterministic": "not repeatable",
        "untrusted": "Not trusted: this code ran without a sandbox.",
    },
    "zh": {
        "student": "成绩报告", "class": "班级报告", "score": "得分", "next": "下一步",
        "passed": "通过", "failed": "尚未通过", "fault": "未能评分",
        "hint": "提示", "story": "一步一步看它是怎么出错的", "then": "此刻",
        "how": "用按钮逐步查看；选中这个区域后，也可以用方向键。",
        "first": "开头", "back": "上一步", "forward": "下一步", "last": "末尾",
        "again": "与上面的情况相同。",
        "submissions": "提交数", "mean": "平均分", "median": "中位数", "full": "满分人数",
        "distribution": "得分分布", "share": "得分占满分的百分比",
        "checks": "各项检查的通过率", "seconds": "检查名称后面是平均用时（秒）。",
        "mistakes": "最常见的错误", "look": "值得人工查看",
        "notices": "班级文件夹里另外看到的",
        "near": "接近满分", "none": "无。", "all": "全部提交", "total": "总分",
        "nobody": "无人通过", "everybody": "人人通过", "points": "分数", "exercise": "练习",
        "with": "右边的数字是出现这个错误的提交数。", "submission": "提交",
        "told": "一步一步看", "again_by": "重放这次执行", "colon": "：",
        **KINDS,
        "untrusted": "不可信：这些代码没有在沙箱里运行。",
    },
}  # fmt: skip
