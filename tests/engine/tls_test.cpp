// SPDX-License-Identifier: BSL-1.0
#include "client_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>

using namespace multipost;
using namespace multipost::test;

namespace {

struct authority_fixture
{
    authority_fixture()
    {
        certificate_request wanted;
        wanted.common_name = "multipost test authority";
        wanted.is_authority = true;
        ca = make_identity(wanted);
    }

    [[nodiscard]] http_client_options trusting(const scripted_server& server, const std::string& more = {}) const
    {
        auto options = allowing(server.authority() + more);
        options.ca_certificates_pem = ca.certificate_pem();
        return options;
    }

    [[nodiscard]] identity issue(const std::string& alternative_names) const
    {
        certificate_request wanted;
        wanted.alternative_names = alternative_names;
        return make_identity(wanted, &ca);
    }

    identity ca;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tls, authority_fixture)

BOOST_AUTO_TEST_CASE(a_certificate_that_is_refused_is_refused_by_name)
{
    certificate_request expired;
    expired.alternative_names = "IP:127.0.0.1";
    expired.valid_from_seconds = -7200;
    expired.valid_to_seconds = -3600;
    certificate_request not_yet_valid = expired;
    not_yet_valid.valid_from_seconds = 3600;
    not_yet_valid.valid_to_seconds = 7200;
    certificate_request good;
    good.alternative_names = "IP:127.0.0.1";
    certificate_request wrong_host = good;
    wrong_host.alternative_names = "DNS:elsewhere.example,IP:127.0.0.2";
    certificate_request common_name_only;
    common_name_only.common_name = "127.0.0.1";
    certificate_request other_authority;
    other_authority.common_name = "another authority";
    other_authority.is_authority = true;
    const auto other_ca = make_identity(other_authority);

    struct
    {
        const char* code;
        identity shown;
    } const rows[] = {
        {"certificate_expired", make_identity(expired, &ca)},
        {"certificate_not_yet_valid", make_identity(not_yet_valid, &ca)},
        {"certificate_wrong_host", make_identity(wrong_host, &ca)},
        {"certificate_wrong_host", make_identity(common_name_only, &ca)},
        {"certificate_self_signed", make_identity(good)},
        {"certificate_untrusted", make_identity(good, &other_ca)},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.code)
        {
            scripted_server server(answering("ok"), row.shown);
            client_fixture fixture(trusting(server));
            const auto result = fixture.exchange(post(server.url("/secret-path"), "{}"));
            BOOST_TEST(summary(result) == "tls/" + std::string(row.code) + " not sent");
            BOOST_TEST(words(result).find(server.authority()) != std::string::npos);
            BOOST_TEST(words(result).find("secret-path") == std::string::npos);
            BOOST_TEST(!std::get<io_failure>(result).advice.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(the_systems_store_does_not_know_the_authority)
{
    scripted_server server(answering("ok"), issue("IP:127.0.0.1"));
    client_fixture fixture(allowing(server));
    BOOST_TEST(summary(fixture.exchange(get(server.url()))) == "tls/certificate_untrusted not sent");
}

BOOST_AUTO_TEST_CASE(a_host_name_is_asked_for_and_checked)
{
    std::string asked_for;
    const auto shown = issue("DNS:localhost");
    const auto note_name = [&](peer& client, int) {
        asked_for = client.server_name();
        (void)client.read_request();
        client.write(answer_with("ok"));
    };
    scripted_server server(note_name, shown);
    const auto name = "localhost:" + std::to_string(server.port());
    client_fixture fixture(trusting(server, "," + name));
    BOOST_TEST(summary(fixture.exchange(get("https://" + name + "/"))) == "200 ok");
    BOOST_TEST(asked_for == "localhost");
    BOOST_TEST(summary(fixture.exchange(get(server.url()))) == "tls/certificate_wrong_host not sent");
}

BOOST_AUTO_TEST_CASE(no_name_is_sent_for_an_address)
{
    std::string asked_for = "not asked";
    const auto note_name = [&](peer& client, int) {
        asked_for = client.server_name();
        (void)client.read_request();
        client.write(answer_with("ok"));
    };
    scripted_server server(note_name, issue("IP:127.0.0.1"));
    client_fixture fixture(trusting(server));
    BOOST_TEST(summary(fixture.exchange(get(server.url()))) == "200 ok");
    BOOST_TEST(asked_for == "");
}

BOOST_AUTO_TEST_CASE(what_is_not_safe_is_not_spoken)
{
    struct
    {
        const char* how;
        std::function<void(boost::asio::ssl::context&)> configure;
        const char* told;
    } const rows[] = {
        {"TLS 1.1",
         [](boost::asio::ssl::context& context) {
             SSL_CTX_set_cipher_list(context.native_handle(), "ALL:@SECLEVEL=0");
             SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_VERSION);
             SSL_CTX_set_max_proto_version(context.native_handle(), TLS1_1_VERSION);
         },
         "tls/tls_protocol not sent"},
        {"no encryption",
         [](boost::asio::ssl::context& context) {
             SSL_CTX_set_cipher_list(context.native_handle(), "eNULL:@SECLEVEL=0");
             SSL_CTX_set_max_proto_version(context.native_handle(), TLS1_2_VERSION);
         },
         "tls/tls_handshake not sent"},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.how)
        {
            scripted_server server(answering("ok"), issue("IP:127.0.0.1"), row.configure);
            client_fixture fixture(trusting(server));
            BOOST_TEST(summary(fixture.exchange(post(server.url(), "{}"))) == row.told);
        }
    }
}

BOOST_AUTO_TEST_CASE(both_safe_versions_are_spoken)
{
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION})
    {
        const auto only = [version](boost::asio::ssl::context& context) {
            SSL_CTX_set_min_proto_version(context.native_handle(), version);
            SSL_CTX_set_max_proto_version(context.native_handle(), version);
        };
        scripted_server server(answering("ok"), issue("IP:127.0.0.1"), only);
        client_fixture fixture(trusting(server));
        for (int i = 0; i < 3; ++i) BOOST_TEST(summary(fixture.exchange(post(server.url(), "{}"))) == "200 ok");
        BOOST_TEST(server.connections() == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_peer_that_speaks_no_tls_gets_no_request)
{
    struct
    {
        const char* what;
        scripted_server::script script;
        const char* told;
    } const rows[] = {
        {"HTTP",
         [](peer& client, int) {
             client.await_request();
             client.write("HTTP/1.1 400 Bad Request\r\n\r\n");
             client.read_until_closed();
         },
         "tls/tls_protocol not sent"},
        {"close",
         [](peer& client, int) {
             client.await_request();
             client.shut_down_sending();
             client.read_until_closed();
         },
         "tls/tls_handshake not sent"},
        {"reset",
         [](peer& client, int) {
             client.await_request();
             client.reset();
         },
         "tls/tls_handshake not sent"},
        {"silence", [](peer& client, int) { client.read_until_closed(); }, "timeout/timeout not sent"},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.what)
        {
            scripted_server server(row.script);
            auto options = trusting(server);
            options.connect_timeout = row.what == std::string("silence") ? short_time : options.connect_timeout;
            client_fixture fixture(options);
            BOOST_TEST(summary(fixture.exchange(post("https://" + server.authority() + "/", "{}"))) == row.told);
            BOOST_TEST(server.connections() <= 1); // and no second try in plain text
        }
    }
}

BOOST_AUTO_TEST_CASE(an_answer_that_lasts_until_the_end_needs_a_proper_end)
{
    const auto answer_and = [](void (peer::*end)()) {
        return [end](peer& client, int) {
            (void)client.read_request();
            client.write("HTTP/1.1 200 OK\r\n\r\nthe whole");
            (client.*end)();
        };
    };
    scripted_server proper(answer_and(&peer::close_notify), issue("IP:127.0.0.1"));
    client_fixture with_proper(trusting(proper));
    BOOST_TEST(summary(with_proper.exchange(get(proper.url()))) == "200 the whole");

    scripted_server cut(answer_and(&peer::close), issue("IP:127.0.0.1"));
    client_fixture with_cut(trusting(cut));
    BOOST_TEST(summary(with_cut.exchange(get(cut.url()))) == "connection/answer_truncated sent");
}

BOOST_AUTO_TEST_CASE(a_large_body_arrives_whole)
{
    const std::string body(3U << 20U, 'x');
    const auto compare = [&](peer& client, int) {
        const auto request = client.read_request();
        client.write(answer_with(request.ends_with(body) ? body.substr(0, 1U << 20U) : "different"));
    };
    scripted_server server(compare, issue("IP:127.0.0.1"));
    client_fixture fixture(trusting(server));
    BOOST_TEST((summary(fixture.exchange(post(server.url(), body))) == "200 " + body.substr(0, 1U << 20U)));
}

BOOST_AUTO_TEST_CASE(certificate_authorities_that_are_none_are_reported)
{
    scripted_server server(answering("ok"), issue("IP:127.0.0.1"));
    auto options = allowing(server);
    options.ca_certificates_pem = "no PEM at all";
    client_fixture fixture(options);
    BOOST_TEST(summary(fixture.exchange(get(server.url()))) == "tls/ca_certificates_invalid not sent");
}

BOOST_AUTO_TEST_SUITE_END()
