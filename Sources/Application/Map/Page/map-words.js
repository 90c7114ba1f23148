/** Words of the page in both languages. `{}` takes a value. */
const WORDS = {
  zh: {
    page: '文本地图', texts: '{} 条文本', topics: '{} 个话题', search: '搜索文本，按 / 键', clear: '清除', matches: '{} 条符合', noMatches: '没有符合的文本',
    more: '还有 {} 条，已在图上标出', colour: '着色', topic: '话题', label: '类别', time: '时间', decision: '处理结果', outside: '不成话题', none: '无',
    all: '显示全部', apart: '在三维中展开所选', chosen: '已选 {} 项', choose: '点选即可筛选，可多选', map: '邻近图', space: '三维',
    mapHelp: '意思相近的文本排在一起', spaceHelp: '主成分投影；选择话题后重新投影，使它们彼此分开', zoomIn: '放大', zoomOut: '缩小', reset: '复位', save: '导出 PNG',
    other: 'English', close: '关闭', nearest: '最相近的文本', place: '出处', date: '时间', asked: '原话', same: '另有 {} 条相同文本', keys: '快捷键', panel: '收起或展开面板',
    canvas: '{} 条文本的地图。方向键旋转或移动，加减号缩放，N 键逐条查看。', selected: '已选 {}', pinned: '当前：{}', view: '视图', undated: '无时间',
    keyList: [['拖动', '三维中旋转，邻近图中移动'], ['Shift + 拖动', '移动'], ['滚轮', '缩放'], ['方向键', '旋转或移动'], ['+ −', '缩放'], ['0', '复位'],
      ['/', '搜索'], ['N　Shift+N', '下一条、上一条'], ['1　2', '邻近图、三维'], ['E', '导出 PNG'], ['Esc', '关闭、取消选择']],
    d: { answered: '已回答', direct: '直接答复', quoted: '引用原文', 'asked-back': '反问', declined: '未回答', 'handed-over': '转人工', 'small-talk': '寒暄', blocked: '已屏蔽', failed: '失败' },
  },
  en: {
    page: 'Map of texts', texts: '{} texts', topics: '{} topics', search: 'Search texts, press /', clear: 'Clear', matches: '{} match', noMatches: 'No text matches',
    more: '{} more are marked in the view', colour: 'Colour by', topic: 'Topic', label: 'Label', time: 'Time', decision: 'Decision', outside: 'fits nowhere', none: 'none',
    all: 'Show all', apart: 'Set these apart in 3-D', chosen: '{} chosen', choose: 'Choose one or several to filter', map: 'Neighbourhoods', space: '3-D',
    mapHelp: 'Texts that mean the same lie together', spaceHelp: 'Principal components; chosen topics are projected again so that they stand apart', zoomIn: 'Zoom in', zoomOut: 'Zoom out', reset: 'Reset the view', save: 'Save as PNG',
    other: '中文', close: 'Close', nearest: 'Nearest texts', place: 'Place', date: 'Time', asked: 'As asked', same: '{} more with the same words', keys: 'Keys', panel: 'Hide or show the panel',
    canvas: 'A map of {} texts. Arrow keys turn or move it, plus and minus zoom, N steps through the texts.', selected: '{} chosen', pinned: 'Current: {}', view: 'View', undated: 'undated',
    keyList: [['drag', 'turn in 3-D, move among neighbourhoods'], ['Shift + drag', 'move'], ['wheel', 'zoom'], ['arrow keys', 'turn or move'], ['+ −', 'zoom'], ['0', 'reset'],
      ['/', 'search'], ['N, Shift+N', 'next, previous text'], ['1, 2', 'neighbourhoods, 3-D'], ['E', 'save as PNG'], ['Esc', 'close, choose none']],
    d: { answered: 'answered', direct: 'direct answer', quoted: 'quoted', 'asked-back': 'asked back', declined: 'declined', 'handed-over': 'handed over', 'small-talk': 'small talk', blocked: 'blocked', failed: 'failed' },
  },
};
