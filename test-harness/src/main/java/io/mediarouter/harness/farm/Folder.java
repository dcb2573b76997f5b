package io.mediarouter.harness.farm;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder whose files are reachable by URL paths, and nothing outside it: no climbing, and no link
 * that leads out.
 */
final class Folder {
  private final Path root;
  private final boolean hidden;

  /**
   * @throws IllegalArgumentException if it is no folder
   */
  Folder(Path root) {
    this(root, false);
  }

  /**
   * @param hidden whether names that begin with a dot are names like others
   * @throws IllegalArgumentException if it is no folder
   */
  Folder(Path root, boolean hidden) {
    this.hidden = hidden;
    try {
      this.root = root.toRealPath();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "folder: " + root + " (expected: a folder that exists)", e);
    }
    if (!Files.isDirectory(this.root)) {
      throw new IllegalArgumentException("folder: " + root + " (expected: a folder)");
    }
  }

  Path root() {
    return root;
  }

  /** Where a file of that decoded URL path lies or would lie; empty if no file may have it. */
  Optional<Path> place(@Nullable String urlPath) {
    if (urlPath == null || !urlPath.startsWith("/") || urlPath.endsWith("/")) {
      return Optional.empty();
    }
    for (String part : urlPath.substring(1).split("/", -1)) {
      if (isNoName(part) || part.chars().anyMatch(Folder::forbidden)) {
        return Optional.empty();
      }
    }
    return resolve(urlPath.substring(1));
  }

  private static boolean forbidden(int character) {
    return (character < 0x20 && character != '\t') || character == 0x7f;
  }

  private boolean isNoName(String part) {
    return part.isEmpty()
        || part.equals(".")
        || part.equals("..")
        || (part.startsWith(".") && !hidden);
  }

  private Optional<Path> resolve(String relative) {
    try {
      Path place = root.resolve(relative).normalize();
      return place.startsWith(root) ? Optional.of(place) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The file of that decoded URL path; empty if there is none or it lies outside. */
  Optional<StoredFile> find(@Nullable String urlPath) {
    return place(urlPath).flatMap(this::inside);
  }

  private Optional<StoredFile> inside(Path place) {
    try {
      return place.toRealPath().startsWith(root)
          ? Optional.of(StoredFile.of(place))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a place that need not exist yet lies inside once all links are followed. */
  boolean holds(Path place) throws IOException {
    Path existing = place;
    while (!Files.exists(existing) && !existing.equals(root)) {
      existing = requireNonNull(existing.getParent(), "parent");
    }
    return existing.toRealPath().startsWith(root);
  }
}
