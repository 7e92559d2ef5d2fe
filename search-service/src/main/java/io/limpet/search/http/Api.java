package io.limpet.search.http;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;

/** Heads the OpenAPI document, which is made from the controllers at build time. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Limpet search-service",
            version = "1",
            description = "Events and items in; recommendations and search results out.",
            license = @License(name = "Apache-2.0")))
final class Api {
  private Api() {}
}
