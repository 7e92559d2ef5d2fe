package io.limpet.search.index;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** What this JVM compiles with. */
final class Jit {
  /** The tier of HotSpot's second compiler. */
  private static final int SECOND = 4;

  private Jit() {}

  /**
   * Whether nothing keeps the second compiler out ({@code -XX:TieredStopAtLevel}); a JVM that does
   * not say so has none.
   */
  static boolean isWhole() {
    try {
      @Nullable HotSpotDiagnosticMXBean hotSpot =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return hotSpot != null
          && Integer.parseInt(hotSpot.getVMOption("TieredStopAtLevel").getValue()) >= SECOND;
    } catch (IllegalArgumentException e) {
      return false; // no such bean, no such option
    }
  }
}
