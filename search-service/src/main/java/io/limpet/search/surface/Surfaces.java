package io.limpet.search.surface;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All surfaces as one document sets them up. Immutable. The version is made of what is in it, so
 * replicas that were given the same document answer with the same version.
 */
public final class Surfaces {
  private final String version;
  private final SortedMap<String, Surface> byName;

  private Surfaces(String version, SortedMap<String, Surface> byName) {
    this.version = version;
    this.byName = Collections.unmodifiableSortedMap(byName);
  }

  static Surfaces of(Collection<Surface> surfaces) {
    var byName = new TreeMap<String, Surface>();
    surfaces.forEach(surface -> byName.put(surface.name(), surface));
    String version = SurfaceWriter.fingerprint(byName);
    byName.replaceAll((name, surface) -> surface.at(version));
    return new Surfaces(version, byName);
  }

  /** Twelve hexadecimal digits that change with what is set up. */
  public String version() {
    return version;
  }

  /** The surface of this name. */
  public Optional<Surface> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** A surface that is built in and therefore always there. */
  public Surface builtIn(String name) {
    return named(name)
        .orElseThrow(() -> new IllegalArgumentException("surface " + name + " is not built in"));
  }

  /** The surfaces by name, sorted. */
  public SortedMap<String, Surface> byName() {
    return byName;
  }
}
