// Shows the gateway's own description of itself.
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: true });
