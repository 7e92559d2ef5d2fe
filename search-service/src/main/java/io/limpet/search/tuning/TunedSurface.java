package io.limpet.search.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.search.surface.ConflictException;
import io.limpet.search.surface.SetupException;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceDesk;
import io.limpet.search.surface.SurfaceStore;
import io.limpet.search.surface.SurfaceWriter;
import io.limpet.search.surface.Surfaces;
import java.util.TreeMap;

/** Reads how a surface is set up and sets it up otherwise, all others as they are. */
final class TunedSurface {
  private final SurfaceStore store;
  private final SurfaceDesk desk;

  TunedSurface(SurfaceStore store, SurfaceDesk desk) {
    this.store = store;
    this.desk = desk;
  }

  /**
   * How it is set up.
   *
   * @throws SetupException when there is none of this name
   */
  JsonNode document(String name) {
    return SurfaceWriter.write(store.current().byName()).get(known(name).name());
  }

  /**
   * Checks that surfaces can be set up here.
   *
   * @throws ConflictException when a file sets them up
   */
  void checkOpen() {
    desk.checkOpen();
  }

  private Surface known(String name) {
    Surfaces current = store.current();
    return current
        .named(name)
        .orElseThrow(
            () ->
                new SetupException(
                    "surface",
                    "surface \"%s\" is not known; there are %s"
                        .formatted(name, String.join(", ", current.byName().keySet()))));
  }

  /**
   * How it would be with a change.
   *
   * @param patch a JSON merge patch
   * @throws SetupException when it could not be set up so
   */
  JsonNode patched(String name, JsonNode patch) {
    var one = new TreeMap<String, Surface>();
    one.put(name, store.reader().patched(known(name), patch));
    return SurfaceWriter.write(one).get(name);
  }

  /**
   * Sets it up.
   *
   * @throws ConflictException when somebody was faster, or a file sets surfaces up
   */
  void put(String name, JsonNode document, String by) {
    Surfaces current = store.current();
    ObjectNode all = SurfaceWriter.write(current.byName());
    all.set(name, document);
    var unused = desk.put(all, current.version(), by);
  }
}
