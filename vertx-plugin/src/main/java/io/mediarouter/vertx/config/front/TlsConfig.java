package io.mediarouter.vertx.config.front;

import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.Texts;

/** The files by which a listener speaks TLS; read again when they change. */
public record TlsConfig(
    @Key(
            value = "PEM file with the certificate, and then those that it is signed by.",
            is = Texts.FILE,
            pattern = Texts.SOME,
            example = "/etc/media-router/fullchain.pem")
        String certificate,
    @Key(
            value = "PEM file with its private key, RSA or EC, not encrypted.",
            is = Texts.FILE,
            pattern = Texts.SOME,
            example = "/etc/media-router/key.pem")
        String key) {}
