package io.limpet.search.solr;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which SolrCloud keeps the vectors, and how.
 *
 * @param urls of some of its nodes, {@code http://host:8983/solr}; one that answers is enough
 * @param shards parts of an index, each on machines of its own, 1 to 256. An index that was built
 *     with another number is built anew
 * @param replicas copies of each part, 1 to 16; with 2 a machine may be lost
 */
public record SolrSettings(List<URI> urls, int shards, int replicas) {
  private static final int SHARDS = 2;
  private static final int REPLICAS = 2;

  public SolrSettings {
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("limpet.solr (LIMPET_SOLR) is empty; give a URL or more");
    }
    urls = List.copyOf(urls);
    check("limpet.solr.shards (LIMPET_SOLR_SHARDS)", shards, 256);
    check("limpet.solr.replicas (LIMPET_SOLR_REPLICAS)", replicas, 16);
  }

  /**
   * Settings as they are written.
   *
   * @param urls separated by commas; where blank, there is no SolrCloud
   * @param shards a number, 2 where blank
   * @param replicas a number, 2 where blank
   * @return null if there is no SolrCloud
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static @Nullable SolrSettings of(String urls, String shards, String replicas) {
    if (urls.isBlank()) {
      return null;
    }
    List<URI> all = new ArrayList<>();
    for (String url : urls.split(",", -1)) {
      all.add(url(url.strip()));
    }
    return new SolrSettings(
        all,
        number("limpet.solr.shards (LIMPET_SOLR_SHARDS)", shards, SHARDS),
        number("limpet.solr.replicas (LIMPET_SOLR_REPLICAS)", replicas, REPLICAS));
  }

  private static URI url(String text) {
    String cut = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    try {
      URI url = URI.create(cut);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getQuery() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Told below, in the words of the setting.
    }
    throw new IllegalArgumentException(
        "limpet.solr (LIMPET_SOLR) has \"%s\"; give URLs such as http://host:8983/solr, separated by commas"
            .formatted(text));
  }

  private static int number(String name, String text, int otherwise) {
    try {
      return text.isBlank() ? otherwise : Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is \"" + text + "\"; give a number", e);
    }
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("%s is %d; give 1 to %d".formatted(name, value, most));
    }
  }
}
