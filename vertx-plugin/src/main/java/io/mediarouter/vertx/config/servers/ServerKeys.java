package io.mediarouter.vertx.config.servers;

import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.config.form.EitherOf;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.Texts;
import io.mediarouter.vertx.config.form.UrlForm;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a server. */
@EitherOf({"role", "roles"})
public record ServerKeys(
    @Key(
            value =
                "Unique name in the farm. Absent: its roles with host and port, such as"
                    + " origin-127.0.0.1:9001.",
            is = "a name of up to 64 letters, digits, dots, colons, underscores and hyphens",
            pattern = "^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$")
        @Nullable String id,
    @Key("What it does, if it is one thing: origin, transcoding or distribution.")
        @Nullable ServerRole role,
    @Key(
            value = "What it does, if it is several things.",
            is = "a list of roles, each once, at least one",
            least = 1,
            unique = true)
        @Nullable List<ServerRole> roles,
    @Key(
            value =
                "Where it listens; all its resources are below. With s3+ in front, it is an S3"
                    + " store: s3+https://host/bucket/prefix.",
            as = UrlForm.OrS3.class)
        URI url,
    @Key(
            value =
                "For an origin: the assets whose path starts with this are its own. Empty: all.",
            is = Texts.ASSET_PATH,
            pattern = "^([^/].*)?$",
            absent = "\"\"")
        String path,
    @Key(
            value =
                "Cores for tasks, for a transcoding or distribution server; or a map of cores and"
                    + " sessions, {cores: 8, sessions: 3}, and at most so many tasks at a time.",
            absent = "4",
            as = CapacityForm.class)
        CapacityForm.Capacity capacity,
    @Key(
            value =
                "What a transcoding server can make; of containers, video codecs and audio codecs,"
                    + " each kind that is not named is made whole; copy: it also takes over streams"
                    + " of the source as they are; surround: its segments of sound can be in 5.1;"
                    + " an encoder in hardware, such as h264_nvenc,"
                    + " names its codec, and has the cost of tasks that it makes predicted apart."
                    + " Absent: everything, and nothing is copied.",
            as = MakesForm.class)
        @Nullable Capabilities makes,
    @Key(
            value = "URI template of the resource that streams a rendition, relative to url.",
            is = "an RFC 6570 template with the variable source",
            pattern = "\\{[^}]*\\bsource\\b",
            absent = TranscodingResources.DEFAULT_TRANSCODE)
        String transcode,
    @Key(
            value =
                "URI template of the resource that tells the properties of a source. off: the"
                    + " server does not probe; then renditions are made without knowing them.",
            is = "an RFC 6570 template with the variable source, or off",
            pattern = "\\{[^}]*\\bsource\\b|^off$",
            absent = TranscodingResources.DEFAULT_PROBE,
            off = true)
        @Nullable String probe,
    @Key(
            value =
                "The resource that tells the server's load. off: it has none. Absent: load where it"
                    + " transcodes, else off.",
            is = "a path relative to url, or off",
            pattern = ".")
        @Nullable String load,
    @Key(
            value = "URI template of a running task, which DELETE ends.",
            is = "an RFC 6570 template with the variable id",
            pattern = "\\{[^}]*\\bid\\b",
            absent = TranscodingResources.DEFAULT_TASK)
        String task,
    @Key(
            value =
                "The resource that makes several renditions of one source with one decode. Absent:"
                    + " the server makes one at a time.",
            is = "a path relative to url",
            pattern = ".")
        @Nullable String many,
    @Key(
            value =
                "Fields that every request to it has, such as a token of its own; a client's field"
                    + " of that name is replaced. Secret.",
            as = HeadersForm.class,
            absent = "{}")
        Map<String, Secret> headers,
    @Key(
            value = "The user and password that it wants to see (RFC 7617). Secret.",
            is = "a map with user and password")
        @Nullable Basic basic,
    @Key("How TLS is spoken with it, where url is one of https.")
        ServerAccess.@Nullable TlsFiles tls,
    @Key("How requests to an S3 store are signed (version 4).") @Nullable S3Config s3,
    @Key(
            "For an origin: whether transcoding servers fetch sources from it through this proxy,"
                + " at its address for peers. Absent: where it wants to see headers, basic or a"
                + " certificate, which they do not have.")
        @Nullable Boolean relay,
    @Key(
            value =
                "URI template of the resource that makes segments of a stream in a row, relative to"
                    + " url. Variables: source, vcodec, width, height, vb, level, acodec, ab,"
                    + " channels, track, rate, frames, total, first, count, speed, task. off: the"
                    + " server makes none.",
            is = "a URI template",
            pattern = ".",
            absent = TranscodingResources.DEFAULT_SEGMENTS,
            off = true)
        @Nullable String segments) {

  /** The keys of a user. */
  @EitherOf({"password", "passwordFile"})
  record Basic(
      @Key(value = "The user.", is = "a name without a colon", pattern = "^[^:\\p{Cntrl}]+$")
          String user,
      @Key(value = "The password.", as = SecretForm.class) @Nullable Secret password,
      @Key(
              value = "The file whose first line is the password, instead of password.",
              is = Texts.FILE,
              pattern = Texts.SOME)
          @Nullable String passwordFile) {

    @Nullable Secret secret() {
      return passwordFile == null ? password : new Secret(null, null, passwordFile);
    }
  }
}
