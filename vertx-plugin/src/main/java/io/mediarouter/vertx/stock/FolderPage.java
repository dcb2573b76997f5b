package io.mediarouter.vertx.stock;

import io.mediarouter.vertx.farm.EncodedPath;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of one folder of a server.
 *
 * @param files directly in it
 * @param folders directly in it, encoded, each with a slash at its end
 */
record FolderPage(List<ListedFile> files, List<String> folders) {

  /**
   * As nginx tells it in JSON.
   *
   * @param folder its encoded path, empty or with a slash at its end
   * @throws IllegalArgumentException if that is no such list
   */
  static FolderPage ofJson(String text, String folder) {
    var page = new FolderPage(new ArrayList<>(), new ArrayList<>());
    try {
      for (Object each : new JsonArray(text)) {
        if (each instanceof JsonObject item && item.getValue("name") instanceof String name) {
          boolean isFolder = "directory".equals(item.getValue("type"));
          long bytes = item.getValue("size") instanceof Number size ? size.longValue() : -1;
          page.add(folder, name, isFolder, bytes, moment(item.getString("mtime")));
        }
      }
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException("no list of files");
    }
    return page;
  }

  private void add(
      String folder, String name, boolean isFolder, long bytes, @Nullable Instant changedAt) {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
      return;
    }
    String path = folder + EncodedPath.of(name);
    if (isFolder) {
      folders.add(path + "/");
    } else {
      files.add(new ListedFile(path, bytes, changedAt));
    }
  }

  /** A date as HTTP writes it; null if it is none. */
  static @Nullable Instant moment(@Nullable String date) {
    try {
      return date == null
          ? null
          : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * As WebDAV tells it.
   *
   * @param folder as for {@link #ofJson}
   * @param address the encoded path of the folder's URL
   * @throws IllegalArgumentException if that is no such list
   */
  static FolderPage ofMultistatus(String xml, String folder, String address) {
    var page = new FolderPage(new ArrayList<>(), new ArrayList<>());
    var item = new Item();
    Xml.read(
        xml,
        name -> item.begin(name),
        (name, text) -> {
          switch (name) {
            case "href" -> item.href = text;
            case "getcontentlength" -> item.bytes = bytes(text);
            case "getlastmodified" -> item.changedAt = moment(text);
            case "response" -> item.addTo(page, folder, address);
            default -> {
              // Others tell nothing of use.
            }
          }
        });
    return page;
  }

  private static long bytes(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  /** One response of a multistatus. */
  private static final class Item {
    private String href = "";
    private boolean isFolder;
    private long bytes = -1;
    private @Nullable Instant changedAt;

    void begin(String name) {
      if (name.equals("response")) {
        href = "";
        isFolder = false;
        bytes = -1;
        changedAt = null;
      } else if (name.equals("collection")) {
        isFolder = true;
      }
    }

    void addTo(FolderPage page, String folder, String address) {
      String path = decoded(pathOf(href)).replaceFirst("/+$", "");
      if (!path.equals(decoded(address).replaceFirst("/+$", ""))) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        page.add(folder, name, isFolder, bytes, changedAt);
      }
    }
  }

  private static String pathOf(String href) {
    if (!href.startsWith("http")) {
      return href;
    }
    String path = URI.create(href).getRawPath();
    return path == null ? "" : path;
  }

  /** Plain text of what is percent-encoded; a plus is one. */
  static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
