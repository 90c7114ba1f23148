"""Scripted replies of the stub server's admin endpoints: a small shop's last weeks, always the same."""

import datetime
import random
import time

DECISIONS = [
    "answered",
    "direct",
    "answered",
    "declined",
    "answered",
    "asked-back",
    "handed-over",
    "quoted",
    "small-talk",
    "answered",
]
REASONS = {"declined": "touched-upon", "handed-over": "requested", "small-talk": "greeting"}
QUESTIONS = [
    ("退货最晚什么时候申请？", "签收后 **15 天**内都可以申请退货，从签收次日算起[1]。"),
    ("RV-70 和 RV-90 怎么选？", "100 平方米以下、想省钱选 RV-70；想少打理选 RV-90，它能自动集尘、热水洗拖布[1]。"),
    ("When will my refund arrive?", "Within 3 working days after we receive the parcel[1]."),
    ("你们的净水器能装在租的房子里吗？", "抱歉，我在现有资料里没有找到这个问题的答案，为免误导您，就不随意作答了。"),
    ("耳机进水了保修吗", "进水不在保修范围内[1]，可以付费维修。"),
    ("多少钱", "请问您想了解的是哪一个？\n- RV-70\n- RV-90"),
    ("我要投诉，找人工", "很抱歉给您带来了不愉快，这件事需要由我们的同事亲自为您处理。"),
    ("Does the KX-260 work on 110 V?", "> Neither model can be used on 110 V. [1]"),
    ("你好", "您好，请问有什么可以帮您？"),
    ("黑金会员运费怎么算？<b>急</b>", "黑金会员不限金额包邮[1]，次日达也免费。"),
]
UNANSWERED = [
    (
        "你们的净水器能装在租的房子里吗？",
        "zh",
        7,
        1,
        ["租房可以装净水器吗", "净水器能拆走再装吗"],
        [("zh/products/water-purifier.md:3", "净水器 WP-600", 0.71)],
    ),
    (
        "Do you price-match other shops?",
        "en",
        5,
        0,
        ["Will you match a lower price elsewhere?"],
        [("en/billing/price-protection.md:8", "Price protection", 0.66)],
    ),
    (
        "门店在哪里，可以试用吗？",
        "zh",
        3,
        0,
        [],
        [("zh/service/contact-support.md:12", "联系客服", 0.42), ("zh/faq.csv:31", "联系", 0.4)],
    ),
    ("RV-90 能连米家吗？<img src=x onerror=hacked=1>", "zh", 2, 2, [], []),
]


def source(number=1):
    return {
        "number": number,
        "title": "退货政策",
        "heading": "退货政策 › 退货期限",
        "path": "zh/returns/return-policy.md",
        "url": None,
        "lines": [8, 16],
        "pages": None,
        "passage": "签收后 15 天内可以申请退货，从签收次日算起；黑金会员是 30 天。",
        "score": 0.91,
        "cited": True,
    }


class AdminData:
    """The data of one stub server. A refresh takes six polls of its status."""

    def __init__(self):
        self.answers, self.rechecked, self.refresh_step, self.topic_step = {}, False, None, None
        self.now = int(time.time())
        self.sessions = [self.session(number) for number in range(64)]

    def session(self, number):
        pick = random.Random(number)
        started = self.now - number * 9_000 - pick.randrange(4_000)
        turns = [self.turn(number + at, at + 1, started + at * 50, pick) for at in range(pick.choice([1, 1, 2, 3, 5]))]
        contact = (
            {"name": "李女士", "contact": "138-0000-0000", "words": "下午打给我", "created": started}
            if turns[-1]["decision"] == "handed-over"
            else None
        )
        return {
            "id": f"k{number:04}x2c4q7vd",
            "object": "session",
            "name": None,
            "owner": "widget:demo",
            "created": started,
            "last_used": turns[-1]["created"],
            "contact": contact,
            "turns": turns,
        }

    def turn(self, script, number, created, pick):
        question, answer = QUESTIONS[script % len(QUESTIONS)]
        decision = DECISIONS[script % len(DECISIONS)]
        score = round(pick.uniform(0.6, 0.95), 2)
        model = decision == "answered"
        feedback = (
            [
                {
                    "verdict": pick.choice(["good", "good", "bad"]),
                    "words": pick.choice([None, "价格不对"]),
                    "created": created,
                }
            ]
            if pick.random() < 0.3
            else []
        )
        found = decision not in ("small-talk", "handed-over")
        evidence = {"confidence": round(score - 0.2, 2)}
        if decision != "direct":  # a stored answer is found without scores
            evidence |= {"topScore": score, "coverage": round(score - 0.1, 2)}
        return {
            "number": number,
            "created": created,
            "question": question,
            "standalone_question": "RV-90 多少钱" if number > 1 else None,
            "answer": answer,
            "decision": decision,
            "reason": REASONS.get(decision),
            "team": None,
            "language": "zh",
            "evidence": evidence if found else None,
            "findings": ["keywords 12, vectors 20, fused 24", "best passage zh/returns/return-policy.md:8"]
            if found
            else [],
            "timings": [
                {"step": "search", "milliseconds": 12.1},
                {"step": "evidence", "milliseconds": 31.4},
                {"step": "writing", "milliseconds": 1830.0},
            ]
            if found
            else [],
            "model": "qwen2.5-1.5b-instruct" if model else None,
            "usage": {"input": 812, "output": 96} if model else None,
            "cost": 0.0004 if model else None,
            "is_unanswered": decision == "declined",
            "feedback": feedback,
            "sources": [source()] if found and decision != "declined" else [],
            "passages": [
                {key: value for key, value in source().items() if key not in ("number", "cited")} | {"rank_score": 0.9},
                {
                    "title": "退货流程",
                    "heading": "退货流程 › 寄回",
                    "path": "zh/returns/return-steps.md",
                    "url": None,
                    "lines": [20, 24],
                    "pages": None,
                    "passage": "审核通过后 7 天内寄出。",
                    "score": 0.83,
                    "rank_score": 0.71,
                },
            ]
            if found
            else [],
        }

    def reply(self, method, path, query, body):
        """Returns the status and the reply, or the status and (code, message)."""
        parts = path.split("/")
        if (method, path) == ("GET", "sessions"):
            return 200, self.list(query)
        if method == "GET" and parts[0] == "sessions":
            found = next((session for session in self.sessions if session["id"] == parts[1]), None)
            return (200, found) if found else (404, ("unknown_session", "没有这段对话。"))
        if (method, path) == ("GET", "unanswered"):
            return 200, self.unanswered()
        if (method, path) == ("POST", "unanswered/recheck"):
            self.rechecked = True
            return 200, self.unanswered()
        if method == "POST" and parts[0] == "unanswered" and parts[-1] == "answer":
            if not (body["answer"] and body["question"]):
                return 400, ("empty_answer", "请填写答案。")
            self.answers[parts[1]] = body["answer"]
            return 200, {
                "file": "support-answers.csv",
                "row": len(self.answers) + 1,
                "question": body["question"],
                "refreshing": True,
            }
        if (method, path) == ("GET", "status"):
            return 200, self.status()
        if (method, path) == ("POST", "refresh"):
            if self.refresh_step is not None and self.refresh_step < 6:
                return 409, ("refresh_running", "刷新正在进行。")
            self.refresh_step = 0
            return 202, self.status()["refresh"]
        if (method, path) == ("POST", "topics"):
            self.topic_step = 0
            return 202, self.topics()
        if (method, path) == ("GET", "topics"):
            return 200, self.topics()
        if (method, path) == ("GET", "figures"):
            return 200, self.figures(int(query.get("days", 14)))
        return 404, ("unknown_path", "No such path.")

    def list(self, query):
        def fits(session):
            turns = session["turns"]
            day = datetime.datetime.fromtimestamp(session["last_used"], datetime.timezone.utc).date().isoformat()
            return (
                all(
                    query.get(name, "") in ("", *values)
                    for name, values in {
                        "decision": [turn["decision"] for turn in turns],
                        "verdict": [given["verdict"] for turn in turns for given in turn["feedback"]],
                    }.items()
                )
                and any(query.get("words", "").lower() in (turn["question"] + turn["answer"]).lower() for turn in turns)
                and query.get("since", "") <= day <= (query.get("until") or "9")
            )

        limit, start = int(query.get("limit", 50)), int(query.get("before") or 0)
        found = [session for session in self.sessions if fits(session)]
        verdicts = [[given["verdict"] for turn in session["turns"] for given in turn["feedback"]] for session in found]
        rows = [
            {
                "id": session["id"],
                "name": None,
                "created": session["created"],
                "last_used": session["last_used"],
                "turns": len(session["turns"]),
                "first_question": session["turns"][0]["question"],
                "last_decision": session["turns"][-1]["decision"],
                "verdicts": {"good": given.count("good"), "bad": given.count("bad")},
                "has_contact": session["contact"] is not None,
            }
            for session, given in zip(found, verdicts)
        ]
        return {
            "object": "list",
            "next": str(start + limit) if len(rows) > start + limit else None,
            "data": rows[start : start + limit],
        }

    def unanswered(self):
        return {
            "object": "list",
            "data": [
                {
                    "id": f"k{at:04}-1",
                    "question": question,
                    "language": language,
                    "count": count,
                    "marked_bad": bad,
                    "last_asked": self.now - at * 70_000,
                    "other_wordings": wordings,
                    "nearest": [
                        {"place": place, "heading": heading, "score": score} for place, heading, score in nearest
                    ],
                    "answered_now": 5 if self.rechecked and at == 1 else None,
                    "answer": self.answers.get(f"k{at:04}-1"),
                }
                for at, (question, language, count, bad, wordings, nearest) in enumerate(UNANSWERED)
            ],
        }

    def status(self):
        refresh = {
            "state": "idle",
            "step": None,
            "done": None,
            "total": None,
            "message": None,
            "started": None,
            "ended": self.now - 5_000,
            "report": {
                "added": 1,
                "changed": 2,
                "removed": 0,
                "unchanged": 54,
                "seconds": 2.1,
                "failures": [{"path": "zh/manuals/broken.pdf", "message": "文件不是有效的 PDF。"}],
            },
        }
        if self.refresh_step is not None and self.refresh_step < 6:
            self.refresh_step += 1
            refresh |= {
                "state": "running",
                "step": "embedding",
                "done": self.refresh_step * 9,
                "total": 57,
                "started": self.now,
                "ended": None,
                "report": None,
            }
        elif self.refresh_step is not None:
            refresh |= {"state": "done", "ended": int(time.time())}
        return {
            "version": "0.1.0",
            "started": self.now - 90_000,
            "address": "http://127.0.0.1:8420",
            "index": {
                "documents": 57,
                "chunks": 812,
                "generation": 3,
                "last_refresh": self.now - 5_000,
            },
            "index_problem": None,
            "models": [
                {
                    "role": "embedding",
                    "provider": "local",
                    "name": "multilingual-e5-small",
                    "address": None,
                    "state": "ready",
                },
                {
                    "role": "completion",
                    "provider": "openai",
                    "name": "qwen-plus",
                    "address": "https://dashscope.example/v1",
                    "state": "ready",
                },
            ],
            "refresh": refresh,
            "active_streams": 2,
            "queue_length": 0,
            "ai_label": True,
            "webhook": False,
        }

    def topics(self):
        status = dict.fromkeys(["step", "done", "total", "message", "started", "ended", "report"]) | {"state": "idle"}
        if self.topic_step is None:
            return status
        self.topic_step += 1
        if self.topic_step < 3:
            return status | {"state": "running", "step": "embedding", "done": self.topic_step * 400, "total": 1_200}
        names = [("退货 · 运费 · 谁付", "zh", "rising", 31), ("battery · charge · RV-70", "en", "falling", 0)]
        topics = [
            {
                "number": number,
                "name": name,
                "is_new": number == 2,
                "language": language,
                "examples": ["<img src=x onerror=hacked=1> 退货的运费谁付？", "退回去要我出钱吗"],
                "count": 420 - 100 * number,
                "share": 0.27 / number,
                "unanswered": unanswered,
                "counts": [3, 0, 12, 41],
                "trend": trend,
                "subtopics": [{"name": "换货", "count": 57}],
            }
            for number, (name, language, trend, unanswered) in enumerate(names, 1)
        ]
        report = {
            "questions": 1_200,
            "outside": 88,
            "period": "week",
            "periods": ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"],
            "topics": topics,
            "notes": [],
        }
        return status | {"state": "done", "ended": self.now, "report": report}

    def figures(self, days):
        pick, today, rows = random.Random(7), datetime.date.today(), []
        for back in range(days - 1, -1, -1):
            asked = 0 if back == 9 else pick.randrange(60, 150)
            shares = {
                "direct": 0.18,
                "quoted": 0.03,
                "asked_back": 0.05,
                "declined": 0.12,
                "handed_over": 0.04,
                "small_talk": 0.08,
                "blocked": 0.01,
            }
            counts = {name: round(asked * share * pick.uniform(0.7, 1.3)) for name, share in shares.items()}
            rows.append(
                {
                    "day": (today - datetime.timedelta(back)).isoformat(),
                    "questions": asked,
                    "answered": max(0, asked - sum(counts.values())),
                    **counts,
                    "good": round(asked * 0.1),
                    "bad": round(asked * 0.02 * pick.uniform(0, 2)),
                    "first_word_seconds": {
                        "median": round(pick.uniform(0.5, 1.1), 2),
                        "p95": round(pick.uniform(1.8, 3.2), 2),
                    }
                    if asked
                    else None,
                    "cost": round(asked * 0.0011, 3),
                    "tokens": {"input": asked * 800, "output": asked * 90},
                }
            )
        return {"days": rows}
