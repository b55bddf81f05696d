// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"
#include "sandbox/server.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

using namespace sandbox_test;
using namespace std::chrono_literals;

BOOST_TEST_DONT_PRINT_LOG_VALUE(ending)

namespace {

sandbox::server_options with_https()
{
    sandbox::server_options options;
    options.https.emplace();
    return options;
}

// A TLS client over a connection of the tests, which trusts one authority.
class tls_client
{
public:
    tls_client(connection& c, const std::string& ca_pem, const char* host)
        : context_{SSL_CTX_new(TLS_client_method()), SSL_CTX_free},
          ssl_{nullptr, SSL_free}
    {
        trust(ca_pem);
        SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
        ssl_.reset(SSL_new(context_.get()));
        SSL_set_fd(ssl_.get(), c.descriptor());
        auto* parameters = SSL_get0_param(ssl_.get());
        if (X509_VERIFY_PARAM_set1_ip_asc(parameters, host) != 1) X509_VERIFY_PARAM_set1_host(parameters, host, 0);
    }

    bool handshake() { return SSL_connect(ssl_.get()) == 1; }

    long verdict() const { return SSL_get_verify_result(ssl_.get()); }

    void send(std::string_view bytes) { SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())); }

    std::string read()
    {
        std::array<char, 4096> bytes;
        const auto count = SSL_read(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
        return count > 0 ? std::string(bytes.data(), static_cast<std::size_t>(count)) : std::string{};
    }

    int version() const { return SSL_version(ssl_.get()); }

private:
    void trust(const std::string& ca_pem)
    {
        const std::unique_ptr<BIO, decltype(&BIO_free_all)> memory{
            BIO_new_mem_buf(ca_pem.data(), static_cast<int>(ca_pem.size())), BIO_free_all};
        const std::unique_ptr<X509, decltype(&X509_free)> ca{PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr),
                                                             X509_free};
        BOOST_REQUIRE(ca);
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), ca.get());
    }

    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(tls)

BOOST_AUTO_TEST_CASE(a_client_that_trusts_the_authority_is_served)
{
    const sandbox::server server{with_https()};
    for (const auto* host : {"127.0.0.1", "localhost", "::1"}) BOOST_TEST_CONTEXT(host)
        {
            connection c{server.https_port()};
            tls_client client{c, server.ca_pem(), host};
            BOOST_TEST(client.handshake());
            BOOST_TEST(client.version() >= TLS1_2_VERSION);
            client.send(bare("GET", "/healthz"));
            BOOST_TEST(body_of(client.read()) == "ok\n");
        }
    BOOST_TEST(server.https_url() == "https://127.0.0.1:" + std::to_string(server.https_port()));
}

BOOST_AUTO_TEST_CASE(another_authority_is_not_enough)
{
    const sandbox::server server{with_https()};
    connection c{server.https_port()};
    tls_client client{c, sandbox::make_server_identity().ca_pem, "127.0.0.1"};
    BOOST_TEST(!client.handshake());
}

BOOST_AUTO_TEST_CASE(a_certificate_to_refuse_can_be_served)
{
    sandbox::identity_request expired;
    expired.not_before -= 48h;
    expired.not_after = std::chrono::system_clock::now() - 24h;
    sandbox::identity_request elsewhere;
    elsewhere.hosts = {"example.org", "192.0.2.1"};
    const struct
    {
        sandbox::identity_request wanted;
        long verdict;
    } cases[] = {{expired, X509_V_ERR_CERT_HAS_EXPIRED}, {elsewhere, X509_V_ERR_IP_ADDRESS_MISMATCH}};
    for (const auto& one : cases)
    {
        auto options = with_https();
        options.identity = sandbox::make_server_identity(one.wanted);
        const sandbox::server server{options};
        connection c{server.https_port()};
        tls_client client{c, server.ca_pem(), "127.0.0.1"};
        BOOST_TEST(!client.handshake());
        BOOST_TEST(client.verdict() == one.verdict);
    }
}

BOOST_AUTO_TEST_CASE(a_fault_resets_the_connection_below_tls)
{
    sandbox::server server{with_https()};
    connection c{server.https_port()};
    tls_client client{c, server.ca_pem(), "127.0.0.1"};
    BOOST_REQUIRE(client.handshake());
    client.send(post("/services/T1/B1/fault.reset-after", R"({"text":"hello"})"));
    BOOST_TEST(client.read() == "");
    BOOST_TEST(errno == ECONNRESET);
    BOOST_TEST(server.published().published("hello").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_truncated_answer_ends_without_a_farewell_of_tls)
{
    sandbox::server server{with_https()};
    connection c{server.https_port()};
    tls_client client{c, server.ca_pem(), "127.0.0.1"};
    BOOST_REQUIRE(client.handshake());
    client.send(post("/services/T1/B1/fault.truncate", R"({"text":"hello"})"));
    BOOST_TEST(body_of(client.read()) == "o");
    BOOST_TEST(client.read() == "");
    BOOST_TEST(ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING);
}

BOOST_AUTO_TEST_CASE(a_key_that_is_none_is_refused_at_once)
{
    auto options = with_https();
    options.identity = sandbox::make_server_identity();
    options.identity->key_pem = "no key";
    BOOST_CHECK_THROW(sandbox::server{options}, std::exception);
}

BOOST_AUTO_TEST_SUITE_END()
