/// The words of the page in both languages.
enum ReportWords {
    static let script = #"""
        const WORDS = {
          zh: {
            report: '批量问答报告', questions: '个问题', rows: '问题', told: '已答复', direct: '直接答复', review: '待人工', failed: '失败',
            sure: '平均把握度', cost: '费用', tokens: '词元', time: '用时', decisions: '处理结果', certainty: '把握度', topics: '主题',
            search: '搜索问题、答案、来源…', all: '全部', reviewOnly: '只看待人工', question: '问题', answer: '答案', decision: '结果',
            topic: '主题', change: '变化', match: '对照', row: '行', sources: '来源', unsupported: '无出处的句子', sameAs: '与第 {} 行相同', error: '错误',
            earlier: '上次的答案', none: '没有符合条件的行', shown: '共 {} 行', page: '第 {} 页，共 {} 页', previous: '上一页', next: '下一页', print: '打印',
            clear: '清除筛选', other: 'EN', noTopic: '其他', of: '{} / {}', model: '模型', seconds: '{} 秒', threshold: '左侧需复核',
            d: { answered: '已回答', direct: '直接答复', quoted: '引用原文', 'asked-back': '反问', declined: '未回答', 'handed-over': '转人工',
              'small-talk': '寒暄', blocked: '已屏蔽', failed: '失败' },
            r: { 'outside-documents': '与文档无关', 'not-in-documents': '文档中没有', 'touched-upon': '文档仅提及', unsupported: '答案无出处', requested: '客户要求人工',
              'repeated-failure': '多次未答', 'listed-topic': '敏感主题', greeting: '问候', thanks: '感谢', farewell: '道别', 'listed-question': '问题含屏蔽词',
              'listed-answer': '答案含屏蔽词', 'model-failed': '模型故障' },
            k: { failed: '失败', 'changed in fact': '事实有变', 'newly declined': '新增未答', 'newly answered': '新增答复', 'new row': '新问题', reworded: '措辞不同', same: '相同' },
            x: { exact: '完全一致', contains: '包含', facts: '事实一致', different: '不一致', 'no answer': '无答案' },
          },
          en: {
            report: 'Batch answer report', questions: 'questions', rows: 'Questions', told: 'Answered', direct: 'Direct answers', review: 'Need a person',
            failed: 'Failed', sure: 'Mean certainty', cost: 'Cost', tokens: 'Tokens', time: 'Time', decisions: 'What was done',
            certainty: 'Certainty', topics: 'Topics', search: 'Search questions, answers, sources…', all: 'All', reviewOnly: 'Only what needs a person',
            question: 'Question', answer: 'Answer', decision: 'Decision', topic: 'Topic', change: 'Change', match: 'Expected', row: 'Row',
            sources: 'Sources', unsupported: 'Sentences that no source bears out', sameAs: 'Same as row {}', error: 'Error', earlier: 'Last time’s answer',
            none: 'No row matches', shown: '{} rows', page: 'Page {} of {}', previous: 'Previous', next: 'Next', print: 'Print',
            clear: 'Clear filters', other: '中文', noTopic: 'Others', of: '{} of {}', model: 'Model', seconds: '{} s', threshold: 'to review on the left',
            d: { answered: 'Answered', direct: 'Direct', quoted: 'Quoted', 'asked-back': 'Asked back', declined: 'Declined', 'handed-over': 'Handed over',
              'small-talk': 'Small talk', blocked: 'Blocked', failed: 'Failed' },
            r: { 'outside-documents': 'not our subject', 'not-in-documents': 'not in the documents', 'touched-upon': 'only touched upon',
              unsupported: 'answer without support', requested: 'person asked for', 'repeated-failure': 'repeated failure', 'listed-topic': 'listed topic',
              'listed-question': 'listed word', 'listed-answer': 'listed word', 'model-failed': 'model failed' },
            k: {}, x: {},
          },
        };
        """#
}
