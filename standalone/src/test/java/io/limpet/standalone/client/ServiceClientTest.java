package io.limpet.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.limpet.standalone.FailedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceClientTest {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofMinutes(2);

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private URI base;

  /** Answers the third request; the two before it never. */
  @BeforeEach
  void aServiceThatIsSlow() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          if (asked.incrementAndGet() < 3) {
            awaitEnd();
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.close();
  }

  @Test
  void waitsForAServiceThatStillWorksOnItsAnswer() {
    var client = new ServiceClient(base, LONG, SHORT);

    assertThat(client.get("/slow").isSuccess()).isTrue();
    assertThat(asked).hasValue(3);
  }

  @Test
  void saysThatTheServiceIsThereWhenItTakesTooLong() {
    var client = new ServiceClient(base, Duration.ZERO, SHORT);

    assertThatThrownBy(() -> client.get("/slow"))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("/slow does not answer (it is there, and has not answered for");
  }

  @Test
  void isNotPatientWithAServiceThatIsNotThere() {
    stop();
    var client = new ServiceClient(base, Duration.ZERO, SHORT);

    assertThatThrownBy(() -> client.get("/gone"))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("is the stack running?");
  }
}
