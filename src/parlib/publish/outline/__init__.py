"""What a conference is told, slide by slide: chosen and worded here once, drawn for PowerPoint and for browsers."""
