package io.limpet.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against printed tables (Abramowitz and Stegun, chapter 26) and their well-known extensions. */
class DistributionsTest {
  private static final Offset<Double> NEAR = within(1e-9);

  @Test
  void normal() {
    assertThat(Distributions.normal(0)).isEqualTo(0.5, NEAR);
    assertThat(Distributions.normal(1.96)).isEqualTo(0.9750021048517795, NEAR);
    assertThat(Distributions.normal(-3)).isEqualTo(0.0013498980316301, NEAR);
    assertThat(Distributions.normalQuantile(0.975)).isEqualTo(1.959963984540054, NEAR);
    assertThat(Distributions.normalQuantile(0.8)).isEqualTo(0.8416212335729143, NEAR);
  }

  @Test
  void student() {
    assertThat(Distributions.studentTwoSided(2, 10)).isEqualTo(0.07338803477074, within(1e-8));
    assertThat(Distributions.studentQuantile(0.05, 1)).isEqualTo(12.7062047362, within(1e-6));
    assertThat(Distributions.studentQuantile(0.05, 10)).isEqualTo(2.2281388520, within(1e-8));
    // Of many degrees of freedom it is the normal one.
    assertThat(Distributions.studentQuantile(0.05, 1e7)).isEqualTo(1.959964, within(1e-5));
    assertThat(Distributions.studentTwoSided(-2, 10))
        .isEqualTo(Distributions.studentTwoSided(2, 10));
  }

  @Test
  void chiSquare() {
    assertThat(Distributions.chiSquareAbove(3.841458820694124, 1)).isEqualTo(0.05, NEAR);
    assertThat(Distributions.chiSquareAbove(18.307038053275146, 10)).isEqualTo(0.05, NEAR);
    assertThat(Distributions.chiSquareAbove(0, 3)).isEqualTo(1);
    // With two degrees of freedom it is exponential.
    assertThat(Distributions.chiSquareAbove(40, 2)).isEqualTo(Math.exp(-20), within(1e-18));
  }
}
