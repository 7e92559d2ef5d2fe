package io.limpet.search.solr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolrSettingsTest {
  @Test
  void areNoneWithoutAUrl() {
    assertThat(SolrSettings.of(" ", "3", "1")).isNull();
  }

  @Test
  void takeUrlsAsPeopleWriteThem() {
    assertThat(SolrSettings.of("http://a:8983/solr/, https://b/solr", "", "1"))
        .isEqualTo(
            new SolrSettings(
                java.util.List.of(URI.create("http://a:8983/solr"), URI.create("https://b/solr")),
                2,
                1));
  }

  @ParameterizedTest
  @CsvSource({
    "zoo:2181,2,2,LIMPET_SOLR) has \"zoo:2181\"",
    "http:///solr,2,2,LIMPET_SOLR) has \"http:///solr\"",
    "'http://a/solr,,http://b/solr',2,2,LIMPET_SOLR) has \"\"",
    "http://a b/solr,2,2,LIMPET_SOLR) has \"http://a b/solr\"",
    "http://a/solr,none,2,LIMPET_SOLR_SHARDS) is \"none\"",
    "http://a/solr,0,2,LIMPET_SOLR_SHARDS) is 0",
    "http://a/solr,2,17,LIMPET_SOLR_REPLICAS) is 17"
  })
  void areRefusedByName(String urls, String shards, String replicas, String message) {
    assertThatThrownBy(() -> SolrSettings.of(urls, shards, replicas))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("give ");
  }
}
