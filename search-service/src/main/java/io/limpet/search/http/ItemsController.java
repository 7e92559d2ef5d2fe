package io.limpet.search.http;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemResult;
import io.limpet.search.ingest.Ingested;
import io.limpet.search.ingest.ItemIngest;
import io.limpet.search.ingest.KeyLocks;
import io.limpet.search.state.Catalogue;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

/** {@code /v1/items}: the catalogue. A change is in every answer once it was acknowledged. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "items", description = "The catalogue")
@Controller("/v1/items")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ItemsController {
  private final Catalogue catalogue;
  private final ItemIngest ingest;
  private final KeyLocks locks = new KeyLocks();

  ItemsController(Catalogue catalogue, ItemIngest ingest) {
    this.catalogue = catalogue;
    this.ingest = ingest;
  }

  /** What is known of an item. */
  @ApiResponse(
      responseCode = "200",
      description = "The item",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ItemView.class)))
  @Get("/{id}")
  ItemView get(String id) {
    return ItemView.full(known(id));
  }

  private CatalogueItem known(String id) {
    CatalogueItem item = catalogue.get(JsonBody.Ids.checked("id", id));
    if (item == null) {
      throw ProblemException.notFound(
          "there is no item \"" + id + "\"; put it with PUT /v1/items/{id}");
    }
    return item;
  }

  /** Puts an item, new (201) or in place of what was there (200). */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ApiBodies.Item.class),
              examples = {@ExampleObject(name = "item", value = Examples.ITEM)}))
  @ApiResponse(
      responseCode = "200",
      description = "It was there before",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ItemView.class)))
  @ApiResponse(
      responseCode = "201",
      description = "It is new",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ItemView.class)))
  @Put(value = "/{id}", consumes = MediaType.ALL)
  HttpResponse<ItemView> put(String id, @Nullable @Body byte[] body) {
    JsonBody.Ids.checked("id", id);
    Item item = accepted(ItemIngest.read(given(body), id));
    return locks.with(
        id,
        () -> {
          boolean isNew = catalogue.get(id) == null;
          ItemView stored = ItemView.full(Bodies.acknowledged(ingest.put(item)));
          return isNew ? HttpResponse.created(stored) : HttpResponse.ok(stored);
        });
  }

  /** Changes the fields that are given and leaves the others; null removes one (RFC 7396). */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/merge-patch+json",
              schema = @Schema(implementation = ApiBodies.Item.class),
              examples = {@ExampleObject(name = "price and stock", value = Examples.ITEM_PATCH)}))
  @ApiResponse(
      responseCode = "200",
      description = "The item as it is now",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ItemView.class)))
  @Patch(value = "/{id}", consumes = MediaType.ALL)
  ItemView patch(String id, @Nullable @Body byte[] body) {
    byte[] change = given(body);
    return locks.with(
        JsonBody.Ids.checked("id", id),
        () -> {
          Item item = accepted(ItemIngest.merge(known(id).item(), change));
          return ItemView.full(Bodies.acknowledged(ingest.put(item)));
        });
  }

  /** Takes an item off sale. */
  @ApiResponse(responseCode = "204", description = "It is off sale")
  @Delete("/{id}")
  HttpResponse<?> delete(String id) {
    return locks.with(
        JsonBody.Ids.checked("id", id),
        () -> {
          known(id);
          Bodies.acknowledged(ingest.delete(id));
          return HttpResponse.noContent();
        });
  }

  /** Puts many items, one on every line; a bad line spoils only itself. */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/x-ndjson",
              schema = @Schema(implementation = ApiBodies.Item.class),
              examples = {@ExampleObject(name = "two", value = Examples.ITEM_LINES)}))
  @ApiResponse(
      responseCode = "200",
      description = "What was accepted and refused",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = Ingested.class)))
  @Post(consumes = MediaType.ALL)
  HttpResponse<?> bulk(@Nullable @Body byte[] body) {
    return Bodies.answer(Bodies.acknowledged(ingest.putLines(given(body))), "item");
  }

  private static byte[] given(byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      throw ProblemException.bad(null, "the body is empty; send an item as a JSON object");
    }
    return body;
  }

  private static Item accepted(ItemResult result) {
    return switch (result) {
      case ItemResult.Accepted read -> read.item();
      case ItemResult.Rejected not ->
          throw new ProblemException(
              Problem.of(
                  HttpStatus.BAD_REQUEST,
                  not.rejection().reason().label().replace('_', '-'),
                  not.rejection().message(),
                  not.rejection().field().isEmpty() ? null : not.rejection().field()));
    };
  }
}
