// Shows /openapi.json with Swagger UI, which must call nobody: no validator, no other host.
window.SwaggerUIBundle({ url: "/openapi.json", dom_id: "#reference", deepLinking: true, validatorUrl: null });
