package io.limpet.search.http;

import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URL;

/** Pages whose address is not the name of a file; all others are files in {@code web/}. */
@Controller
@Hidden
final class PagesController {
  private final ResourceLoader resources;

  PagesController(ResourceLoader resources) {
    this.resources = resources;
  }

  @Get("/console")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> console() {
    return file("web/console.html", MediaType.TEXT_HTML_TYPE);
  }

  @Get("/openapi.yaml")
  @Produces("application/yaml")
  HttpResponse<?> openApi() {
    return file("META-INF/swagger/limpet.yml", MediaType.of("application/yaml"));
  }

  private HttpResponse<?> file(String resource, MediaType type) {
    URL url =
        resources
            .getResource("classpath:" + resource)
            .orElseThrow(() -> ProblemException.notFound("this build has no " + resource));
    return HttpResponse.ok(new StreamedFile(url)).contentType(type);
  }
}
