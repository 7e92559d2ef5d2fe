package io.limpet.search.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of Flink's REST interface, told by a server that answers as Flink 2.3 does. */
class FlinkJobsTest {
  private static final String OVERVIEW =
      """
      {"jobs":[
       {"jid":"b","name":"user-vectors","start-time":1000,"state":"RUNNING","tasks":{"running":2,"total":3}},
       {"jid":"a","name":"limpet clean","start-time":2000,"state":"RESTARTING","tasks":{"running":0,"total":1}},
       {"jid":"c","name":"old","start-time":1,"state":"CANCELED","tasks":{"running":0,"total":1}}]}
      """;

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong clock = new AtomicLong(10_000);
  private HttpServer server;
  private FlinkJobs flink;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    flink = new FlinkJobs(new FlinkAddress(address, address), clock::get);
    answers.put("/jobs/overview", OVERVIEW);
    for (String id : new String[] {"a", "b"}) {
      answers.put("/jobs/" + id, "{\"vertices\":[]}");
      answers.put("/jobs/" + id + "/checkpoints", "{\"counts\":{},\"latest\":{}}");
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    String body = answers.get(exchange.getRequestURI().toString());
    byte[] bytes = (body == null ? "no" : body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void tellsJobsThatDidNotEndByName() throws IOException {
    assertThat(flink.jobs())
        .extracting(FlinkJobs.Job::name)
        .containsExactly("clean", "user-vectors");
    FlinkJobs.Job job = flink.jobs().getLast();
    assertThat(job.state()).isEqualTo("RUNNING");
    assertThat(job.running()).isEqualTo(2);
    assertThat(job.tasks()).isEqualTo(3);
    assertThat(job.lag()).as("nothing is said of it").isNull();
    assertThat(job.checkpoints().latestMillis()).isNull();
  }

  @Test
  void addsTheLagOfAllSourcesAndNamesTheFiguresOnce() throws IOException {
    answers.put("/jobs/b", "{\"vertices\":[{\"id\":\"v\"},{\"id\":\"w\"}]}");
    answers.put(
        "/jobs/b/vertices/v/subtasks/metrics",
        "[{\"id\":\"Source__x.pendingRecords\"},{\"id\":\"Source__y.pendingRecords\"},{\"id\":\"Source__x.numRecordsIn\"}]");
    answers.put(
        "/jobs/b/vertices/v/subtasks/metrics?agg=sum&get=Source__x.pendingRecords,Source__y.pendingRecords",
        "[{\"id\":\"Source__x.pendingRecords\",\"sum\":40},{\"id\":\"Source__y.pendingRecords\",\"sum\":2.0}]");
    answers.put("/jobs/b/vertices/w/subtasks/metrics", "[{\"id\":\"Map.numRecordsIn\"}]");

    assertThat(flink.jobs().getLast().lag()).isEqualTo(42);

    answers.remove("/jobs/b/vertices/v/subtasks/metrics");
    clock.addAndGet(2_000);
    assertThat(flink.jobs().getLast().lag()).isEqualTo(42);
  }

  @Test
  void tellsTheLatestCheckpointAndWhyOneFailed() throws IOException {
    answers.put(
        "/jobs/a/checkpoints",
        """
        {"counts":{"completed":7,"failed":1},"latest":{
         "completed":{"latest_ack_timestamp":9000,"end_to_end_duration":120,"state_size":4096},
         "failed":{"failure_timestamp":8000,"failure_message":"disk is full"}}}
        """);
    assertThat(flink.jobs().getFirst().checkpoints())
        .isEqualTo(new FlinkJobs.Checkpoints(7, 1, 9_000L, 120L, 4_096L, 8_000L, "disk is full"));
  }

  @Test
  void asksOnlyNowAndThenHoweverManyLook() throws IOException {
    flink.jobs();
    int once = asked.get();
    flink.jobs();
    assertThat(asked).hasValue(once);
    clock.addAndGet(2_000);
    flink.jobs();
    assertThat(asked.get()).isGreaterThan(once);
  }

  @Test
  void saysWhichCallFailedAndKnowsNoJobsWhereNobodySaidWhereFlinkIs() throws IOException {
    answers.remove("/jobs/a/checkpoints");
    assertThatThrownBy(flink::jobs)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("404 to GET")
        .hasMessageContaining("/jobs/a/checkpoints");
    assertThat(new FlinkJobs(null, clock::get).jobs()).isEmpty();
  }
}
