/// All files that are part of the program. `Package.swift` lists them as well.
extension StaticFile {
    static let widget = StaticFile("widget.js", PackageResources.widget_js)
    static let demo = StaticFile("demo.html", PackageResources.demo_html)
    static let admin = StaticFile("admin.html", PackageResources.admin_html)
    static let description = StaticFile("openapi.yaml", PackageResources.openapi_yaml)

    /// The files below `/assets/`.
    static let assets = [
        StaticFile("admin-api.js", PackageResources.admin_api_js),
        StaticFile("admin-chart.js", PackageResources.admin_chart_js),
        StaticFile("admin-conversation.js", PackageResources.admin_conversation_js),
        StaticFile("admin-conversations.js", PackageResources.admin_conversations_js),
        StaticFile("admin-figures.js", PackageResources.admin_figures_js),
        StaticFile("admin-format.js", PackageResources.admin_format_js),
        StaticFile("admin-knowledge.js", PackageResources.admin_knowledge_js),
        StaticFile("admin-texts.js", PackageResources.admin_texts_js),
        StaticFile("admin-topics.js", PackageResources.admin_topics_js),
        StaticFile("admin-unanswered.js", PackageResources.admin_unanswered_js),
        StaticFile("admin.css", PackageResources.admin_css),
        StaticFile("admin.js", PackageResources.admin_js),
        StaticFile("elements.js", PackageResources.elements_js),
        StaticFile("icon.svg", PackageResources.icon_svg),
        StaticFile("markdown.js", PackageResources.markdown_js),
        StaticFile("demo.css", PackageResources.demo_css),
        StaticFile("demo.js", PackageResources.demo_js),
        StaticFile("chat-answer.js", PackageResources.chat_answer_js),
        StaticFile("chat-forms.js", PackageResources.chat_forms_js),
        StaticFile("chat-panel.js", PackageResources.chat_panel_js),
        StaticFile("chat-service.js", PackageResources.chat_service_js),
        StaticFile("chat-sources.js", PackageResources.chat_sources_js),
        StaticFile("chat-store.js", PackageResources.chat_store_js),
        StaticFile("chat-stream.js", PackageResources.chat_stream_js),
        StaticFile("chat-style.js", PackageResources.chat_style_js),
        StaticFile("chat-texts.js", PackageResources.chat_texts_js),
        StaticFile("chat.js", PackageResources.chat_js),
    ]
}
