const WORDS = {
  zh: {
    title: '客户在问什么', texts: '条文本', topics: '个话题', outside: '无法归类', open: '未答好', gap: '未答好', rising: '上升', falling: '下降', steady: '平稳', unknown: '–',
    sort: '排序', size: '数量', growth: '增长', gaps: '未答好', search: '搜索话题、关键词和原文', none: '没有符合条件的话题', shown: '{} / {} 个话题',
    typical: '典型问法', subtopics: '细分', trend: '走势', all: '全部原文', searchTexts: '在这个话题里搜索', noText: '没有符合条件的原文', more: '再显示 {} 条',
    isNew: '新', other: 'English', share: '占比', count: '数量', openOnly: '只看未答好', openHelp: '被拒答，或答案被标为不好', day: '按天', week: '按周', month: '按月',
    change: '近期 {}，此前 {}', limit: '每个话题最多收录 {} 条原文，其余未列入本页', matched: '{} 条符合',
    keys: '键盘：↑ ↓ 换话题，回车展开，/ 搜索', made: '生成于 {}', newTopics: '新话题', outsideHelp: '与其他文本都不相近，没有强行归入某个话题',
    growthHelp: '与此前同样长的时间相比；偶然波动不算',
  },
  en: {
    title: 'What customers ask about', texts: 'texts', topics: 'topics', outside: 'fit nowhere', open: 'gaps', gap: 'gap', rising: 'rising', falling: 'falling', steady: 'steady', unknown: '–',
    sort: 'Sort by', size: 'size', growth: 'growth', gaps: 'gaps', search: 'Search topics, words and texts', none: 'No topic matches', shown: '{} of {} topics',
    typical: 'Typical questions', subtopics: 'Within this topic', trend: 'Over time', all: 'All texts', searchTexts: 'Search in this topic', noText: 'No text matches', more: 'Show {} more',
    isNew: 'new', other: '中文', share: 'share', count: 'texts', openOnly: 'gaps only', openHelp: 'declined, or the answer was marked bad', day: 'by day', week: 'by week', month: 'by month',
    change: '{} lately, {} before', limit: 'The page holds at most {} texts of each topic; the others are left out', matched: '{} match',
    keys: 'Keys: ↑ ↓ move between topics, Enter opens, / searches', made: 'Made {}', newTopics: 'new', outsideHelp: 'Unlike all other texts; they are not forced into a topic',
    growthHelp: 'Against the same time before; chance variation does not count',
  },
};
