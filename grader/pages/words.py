"""The words of the pages, in both languages."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "student": "Report", "class": "Class report", "score": "Score", "of": "of", "next": "Next step",
        "passed": "passed", "failed": "not yet", "fault": "not graded",
        "hint": "Hint", "story": "How it goes wrong, step by step", "step": "Step", "then": "Now",
        "how": "Step through it with the buttons, or with the arrow keys when this box has the focus.",
        "first": "First", "back": "Back", "forward": "Next", "last": "Last", "line": "line", "replay": "schedule",
        "submissions": "Submissions", "mean": "Mean", "median": "Median", "full": "Full marks",
        "distribution": "Distribution of scores", "share": "Share of what can be reached",
        "checks": "Pass rate per check", "check": "Check", "rate": "Pass rate", "seconds": "Mean seconds",
        "mistakes": "Commonest mistakes", "code": "Code", "meaning": "Meaning", "look": "Worth a human look",
        "why": "Why", "near": "nearly full marks", "none": "None.", "all": "All submissions", "total": "Total",
        "nobody": "Nobody passes", "everybody": "Everybody passes", "points": "Points", "exercise": "Exercise",
        "sandbox": "Sandbox", "seed": "seed", "with": "submissions with this mistake", "submission": "Submission",

    },
    "zh": {
        "student": "成绩报告", "class": "班级报告", "score": "得分", "of": "/", "next": "下一步",
        "passed": "通过", "failed": "尚未通过", "fault": "未能评分",
        "hint": "提示", "story": "一步一步看它是怎么出错的", "step": "第", "then": "此刻",
        "how": "用按钮逐步查看；选中这个区域后，也可以用方向键。",
        "first": "开头", "back": "上一步", "forward": "下一步", "last": "末尾", "line": "行", "replay": "调度",
        "submissions": "提交数", "mean": "平均分", "median": "中位数", "full": "满分人数",
        "distribution": "得分分布", "share": "占满分的比例",
        "checks": "各项检查的通过率", "check": "检查", "rate": "通过率", "seconds": "平均秒数",
        "mistakes": "最常见的错误", "code": "代码", "meaning": "含义", "look": "值得人工查看",
        "why": "原因", "near": "接近满分", "none": "无。", "all": "全部提交", "total": "总分",
        "nobody": "无人通过", "everybody": "人人通过", "points": "分数", "exercise": "练习",
        "sandbox": "沙箱", "seed": "种子", "with": "份提交有这个错误", "submission": "提交",

    },
}  # fmt: skip
