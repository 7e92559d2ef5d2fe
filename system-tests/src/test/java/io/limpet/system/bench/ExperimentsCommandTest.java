package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentsCommandTest {
  @Test
  void writesWhatItFoundAndDrawsIt(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("experiments.json");
    Path plot = folder.resolve("experiments.svg");

    int code =
        BenchCli.run(
            "experiments",
            "--tests",
            "5",
            "--effects",
            "1",
            "--out",
            out.toString(),
            "--plot",
            plot.toString());

    assertThat(code).isZero();
    assertThat(Files.readString(out)).contains("may be looked at whenever", "CUPED");
    assertThat(Files.readString(plot)).startsWith("<svg").contains("polyline", "</svg>");
  }

  /** Brown, Cai and DasGupta, Interval Estimation for a Binomial Proportion, 2001. */
  @Test
  void givesWilsonsInterval() {
    assertThat(ExperimentsCommand.wilson(0, 10))
        .containsExactly(new double[] {0, 0.2775}, within(5e-5));
    assertThat(ExperimentsCommand.wilson(5, 10))
        .containsExactly(new double[] {0.2366, 0.7634}, within(5e-5));
  }
}
