package io.limpet.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What tests of pages have in common: windows, which must have nothing to complain of at the end.
 * Skipped where no Chromium is.
 */
@ExtendWith(OpenPages.class)
abstract class InBrowser {
  static final int DESK = 1280;
  static final int PHONE = 390;
  static final int WIDE = 1920;

  final SampleShop shop;
  private final Pages pages;
  private final List<Window> windows = new ArrayList<>();

  InBrowser(Pages pages) {
    this.pages = pages;
    this.shop = pages.shop();
  }

  @AfterEach
  void findsNothingToComplainOf() {
    windows.forEach(Window::close);
    assertThat(windows).flatExtracting(Window::faults).isEmpty();
  }

  /** A window of somebody who was never here. */
  Window open(String path, int width) {
    Window opened = pages.open(width);
    windows.add(opened);
    opened.go(shop.page(path));
    return opened;
  }

  void visit(Window window, String path, String selector) {
    window.go(shop.page(path));
    window.find(selector).first().waitFor();
  }

  static void assertFits(Window window, String name) {
    window.photograph(name + "-" + PHONE);
    assertThat(window.overflow()).as("pixels that %s is too wide", name).isZero();
  }
}
