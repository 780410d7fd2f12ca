"""What does a person see in a browser? The customers' chat page at `/` and the API reference at `/docs`.

Pages are plain HTML, CSS and ES modules with no build step. They hold no secret and no state: everything they do
goes through the public API, under a content security policy that allows nothing inline and nothing from elsewhere.
"""
