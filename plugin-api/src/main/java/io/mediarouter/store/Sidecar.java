package io.mediarouter.store;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The document that lies beside a stored file, so that the index can be made anew from the servers
 * alone.
 *
 * @param asset what the file is of
 * @param source what it was made from
 * @param stored the file
 */
public record Sidecar(AssetId asset, SourceProperties source, StoredRendition stored) {
  public Sidecar {
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(stored, "stored");
  }

  /** The end of its name, which otherwise is that of its file. */
  public static final String SUFFIX = ".json";

  /** The last part of a file's name: a digest, perhaps a number of purges, and what it is. */
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}(?:\\.([0-9]{1,9}))?-[^/]+");

  /** Where the sidecar of the file at {@code path} lies. */
  public static String path(String path) {
    return path + SUFFIX;
  }

  /** Whether that is the path of a sidecar. */
  public static boolean isOne(String path) {
    return path.endsWith(SUFFIX);
  }

  /** Whether the last part of a path is a name of ours; others are nobody's business. */
  public static boolean isOurs(String name) {
    return NAME.matcher(name).matches();
  }

  /** How often something of its asset had been purged when a file of that name was made. */
  public static long purges(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches() && parts.group(1) != null ? Long.parseLong(parts.group(1)) : 0;
  }
}
