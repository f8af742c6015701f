"""What has to do with HTTP and with no feature: guards, answers, templates, sessions."""
