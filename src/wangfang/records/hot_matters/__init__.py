"""Hot matters (热点事项): which cases a sweep found to be one matter, night after night under one number."""
