package io.limpet.search.solr;

import io.limpet.search.index.HnswSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What Solr has to know of a collection: its fields and the graph's parameters.
 *
 * @param dimensions floats of a vector
 */
record Configset(int dimensions, HnswSettings settings) {
  /** Rises with what is in the files, so that a newer release brings its own. */
  static final int LAYOUT = 1;

  /** Its name, the same for all generations of this shape. */
  String name() {
    return "limpet-%d-%d-%d-%d"
        .formatted(LAYOUT, dimensions, settings.M(), settings.efConstruction());
  }

  /** Its files, as Solr takes them. */
  byte[] zip() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (String name : new String[] {"schema.xml", "solrconfig.xml"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(
            text(name)
                .replace("@dimensions@", String.valueOf(dimensions))
                .replace("@M@", String.valueOf(settings.M()))
                .replace("@efConstruction@", String.valueOf(settings.efConstruction()))
                .getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a zip in memory", e);
    }
    return bytes.toByteArray();
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Configset.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + Configset.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
