package io.limpet.search.solr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.fixtures.RunningBroker;
import io.limpet.fixtures.SolrCluster;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import io.limpet.search.Shop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with its vectors in a cluster, here of one node. */
class SolrServiceIT {
  private static final String RECOMMEND =
      "{\"user_id\":\"ann\",\"surface\":\"home\",\"limit\":10,\"explain\":true}";

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir Path folder;

  @Test
  void aStartTakesTheCollectionAsItIsAndALostClusterCostsAnswersOnlyItsCandidates()
      throws IOException {
    new Shop(BROKER, folder)
        .stock()
        .train("g1", 1)
        .release("g1")
        .visitor("ann", "g1", List.of("mugs-00", "mugs-01"));
    try (SolrCluster cluster =
        SolrCluster.start(
            Path.of("..").toAbsolutePath().normalize(),
            1,
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"))) {
      URI url = URI.create(cluster.urls().getFirst());
      var solr = new SolrSettings(List.of(url), 1, 1);
      JsonNode built;
      try (RunningService service = start(solr)) {
        assertThat(answer(service)).contains("\"user-vector\"");
        built = documents(url);
        assertThat(built).isNotEmpty();
      }
      try (RunningService service = start(solr)) {
        assertThat(answer(service)).contains("\"user-vector\"");
        assertThat(documents(url)).isEqualTo(built);

        cluster.kill(0);
        assertThat(answer(service)).doesNotContain("\"user-vector\"");
        assertThat(service.get("/prometheus").body())
            .contains("limpet_stage_failures_total{stage=\"source:user-vector\"}");
      }
    }
  }

  private RunningService start(SolrSettings solr) {
    return RunningService.start(BROKER.bootstrapServers(), folder, solr).ready();
  }

  private static String answer(RunningService service) {
    Answer answer = service.post("/v1/recommendations", RECOMMEND);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("items")).hasSize(10);
    return answer.json().get("items").toString();
  }

  /** With their versions, which writing them again would change. */
  private static JsonNode documents(URI url) throws IOException {
    try (var http = new SolrHttp()) {
      String collection = new SolrCloud(http, List.of(url)).collections().iterator().next();
      return http.send(
              SolrHttp.request(
                  url + "/" + collection + "/select?q=*:*&rows=1000&fl=id,_version_&sort=id+asc",
                  new byte[0],
                  "",
                  Duration.ofMinutes(1)))
          .path("response")
          .path("docs");
    }
  }
}
