// Patterns in lower case. Groups do not capture.
extension QuestionAttack {
    static var englishPrompt: Regex<Substring> {
        #/
        \b(?:system|initial|hidden|secret|starting|original)\s?_?prompts?\b
            (?!\s(?:me|us|you|to|says?|said|appears?|shows?|that|on|about|when)\b)
        |\byour\sprompt\b
            (?!\s(?:reply|response|answer|delivery|help|attention|action|service|refund|shipping|assistance|support)\b)
        |\byour\ssystem\s(?:message|configuration|settings)\b
        /#
    }

    static var englishInstructions: Regex<Substring> {
        #/
        \byour\s(?:(?:own|very|exact|full|complete|original|initial|first|starting|hidden|secret|system|internal
            |previous)\s)*(?:instructions|directives|programming)\b
            (?!\s(?:for|on|about|to\s(?!spanish|english|french|german|chinese)|regarding|when|if|how|concerning|say|said
            |are|were|that|in\s(?!full|base64|json|a\scode)|from|after|before|and\snow)\b)
        |\b(?:initial|starting|hidden|secret)\sinstructions?(?:$|\s?[.,!?:]|\sword\sfor\sword)
        |\b(?:instructions|text|words|conversation)\s(?:that\s)?you\s(?:were|have\sbeen)\s(?:given|told)\b(?!\sby)
        |\bwhat\swere\syou\stold\b(?!\s(?:about|by))|\bthose\sinstructions\b|\bbefore\sthis\sconversation\b
        /#
    }

    static var englishTextAbove: Regex<Substring> {
        #/
        \b(?:repeat|print|output|copy|encode|translate)\b.{0,24}\b(?:(?:text|words|everything|instructions)\sabove
            |above\stext|everything\sin\sthe\ssystem)\b(?!\s?(?:(?:the|a|an|my|this|that|it)\b|[$0-9€£]))
        /#
    }

    static var chinesePrompt: Regex<Substring> {
        #/
        (?:[你您它]的?(?:系统|初始|全部|内部)?|系统|告诉我|显示|输出|打印|重复|复述|翻译|背诵)提示词(?![语条汇])
        |(?:输出|显示|打印|告诉我|重复|复述|翻译|背诵|透露|泄露).{0,10}(?:提示词(?![语条汇])|系统提示语|系统指令|初始指令)
        |[你您它]的?(?:所有|全部|初始|系统|内部|原始|的)*(?:指令|设定|人设|系统提示语|prompt)|系统提示语|系统指令是什么
        |[你您](?:一?开始)?(?:收到|得到|被给)的(?:指令|文字)|开发者设定的指令
        /#
    }

    static var chineseTextAbove: Regex<Substring> {
        #/
        (?:重复|复述|输出|打印|翻译|背诵|显示|告诉我)(?:一下|一遍|出|给我|你|最|全部|所有)*(?:上面|以上|最开始|上文|前面)的?
            (?:所有|全部)?(?:文字|全部|内容|收到的文字)
        |[把将](?:上面|以上|最开始|上文|前面)的?(?:所有|全部)?(?:的)?(?:文字|全部|内容)+.{0,12}
            (?:重复|复述|输出|打印|翻译|背诵|放进|原样)
        /#
    }

    static var englishCancelling: Regex<Substring> {
        #/
        \b(?:ignore|ignoring|disregard|forget|override|bypass|do\snot\sfollow|don't\sfollow|stop\sfollowing|skip|drop)\s
            (?:(?:all|any|every|each|of|the|these|those|your|my|our|previous|prior|above|earlier|preceding|existing
            |system|initial|original|current|other|everything|safety|and|or|given|said|previously)\s)*
            (?:instructions?|prompts?|rules?|directions?|guidelines?|commands?|restrictions?|programming|context|sources
            |documents)\b
            (?!\s(?:for|that\scame|on\sthe|by|from\sthe|of\sthe|about|printed
            |in\sthe\s(?:box|manual|leaflet|app|e-?mail|parcel|booklet|package))\b)
        |\bnew\sinstructions?:|\bend\sof\ssystem\sprompt|\bbegin\snew\sinstructions|\b(?:assistants?|ai)\s(?:must|should)\b
        /#
    }

    static var chineseCancelling: Regex<Substring> {
        #/
        (?:忽略|无视|忘记|忘掉|抛开|不要理会|不用管|别管|跳过|绕过|覆盖|不要遵守|不再遵守|停止遵守)(?:掉|了)?
            (?:你|您|的|以上|之前|前面|上面|先前|上述|所有|系统|原来|原有|一切|全部|任何|其他|收到|给你|和|与|、)*
            (?:指令|提示词|系统提示|规则|设定|指示|命令|约束|其他资料)
        |新的?指令如下|最新系统指令|系统指令更新|以下为系统指令|新指令$
        /#
    }

    static var newRole: Regex<Substring> {
        #/
        \b(?:you\sare\snow\s(?:dan|an?|in|free|unrestricted|evil|the)|from\snow\son|pretend|act\sas|roleplay|you\swill\sact
            |(?:developer|maintenance|god|jailbreak|debug)\smode\s(?:is\s)?(?:enabled|activated|on)
            |enter\s(?:developer|maintenance|god|debug)\smode|do\sanything\snow|jailbreak)\b
        |从现在起|从现在开始|你现在是|你不再是|假装|扮演|进入(?:开发者|维护|上帝|越狱|dan)模式
        |(?:开发者|维护|上帝|越狱|dan)模式已?
        /#
    }

    /// A pattern for texts that the assistant is told to write.
    static var ordered: Regex<Substring> {
        #/
        \b(?:say|print|output|(?:respond|reply|answer)\s(?:with|only|in|as)|(?:end|start|begin)\s(?:every|each|your)
            |in\severy|in\syour\s(?:next\s)?(?:reply|answer)|every\s(?:answer|reply)|repeat\safter|write|confirm\sthat)\b
        |只回复|回复[“"「]|说[“"「]|输出|扮演|每次回答|每个回答|末尾|回答里|下一次回答|请说|改成|先说|加上|附上
        /#
    }

    /// Words by which the assistant is spoken to.
    static var addressed: Regex<Substring> {
        #/
        \b(?:want|need|order|tell|ask|command|instruct|require|would\slike)\syou\b
        |\byou\s(?:must|have\sto|are\snow|will\snow)\b|(?:请|要求|命令|让|要)你|你(?:必须|要|现在)
        /#
    }

    static var customers: Regex<Substring> {
        #/
        \b(?:i|we|i'm|i've|my)\b
        |^\s?(?:how|is|are|what|where|why|when|do|does|which|who|should|will|can|could|may)\b
        |我|怎么|怎样|如何|能不能|能否|可不可以|可否|是否|是不是|吗|什么|多久|多少|么$
        /#
    }
}
