"""One executed notebook to one HTML page (trang HTML)."""
