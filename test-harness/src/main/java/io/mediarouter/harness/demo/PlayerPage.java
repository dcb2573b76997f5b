package io.mediarouter.harness.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The page that plays the sample media as streams: with its player, assets like any other. */
public final class PlayerPage {
  /** The page's name among the sources. */
  public static final String NAME = "player.html";

  /** Where the class path has the player. */
  public static final String PLAYER = "/META-INF/resources/webjars/hls.js/1.4.12/dist/hls.min.js";

  private PlayerPage() {}

  /**
   * Puts the page beside the sources.
   *
   * @throws IOException if it cannot be written
   */
  public static void addTo(Path sources) throws IOException {
    copy(NAME, sources.resolve(NAME));
    copy(PLAYER, sources.resolve("hls.js"));
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = PlayerPage.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(in, resource), file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
