/* What tools/minimax.py prints, formatted. */
#ifndef BW_ELEMENTARY_COEFFICIENTS_H
#define BW_ELEMENTARY_COEFFICIENTS_H

/* sinh(r) = r + r z P(z), |r| <= ln(2) / 2: within 2^-61.7. */
static const double SINH[] = {
    0x1.5555555555559p-3, 0x1.111111110f624p-7, 0x1.a01a01b0250d2p-13, 0x1.71ddf79e12302p-19, 0x1.af601c82673c9p-26,
};

/* cosh(r) = 1 + z / 2 + z z P(z), |r| <= ln(2) / 2: within 2^-70.0. */
static const double COSH[] = {
    0x1.5555555555558p-5, 0x1.6c16c16c14ffap-10, 0x1.a01a01ad8104dp-16, 0x1.27e4cc0942cc6p-22, 0x1.1f8bee1399a7cp-29,
};

/* log((1 + s) / (1 - s)) = 2 s + s z P(z), |s| <= (sqrt(2) - 1) / (sqrt(2) + 1): within 2^-59.5. */
static const double LOGARITHM[] = {
    0x1.5555555555592p-1, 0x1.999999997fef1p-2, 0x1.24924941e4f48p-2, 0x1.c71c52108582ap-3,
    0x1.74663dd9384ecp-3, 0x1.39a1cddb7ce77p-3, 0x1.2f04e5deb715bp-3,
};

/* sin(r) = r + r z P(z), |r| <= pi / 4: within 2^-57.9. */
static const double SINE[] = {
    -0x1.5555555555548p-3, 0x1.111111110f730p-7,   -0x1.a01a019be9215p-13,
    0x1.71de35552b153p-19, -0x1.ae5e4b8398b38p-26, 0x1.5d8b557693a96p-33,
};

/* cos(r) = 1 - z / 2 + z z P(z), |r| <= pi / 4: within 2^-63.9. */
static const double COSINE[] = {
    0x1.555555555554bp-5,   -0x1.6c16c16c15013p-10, 0x1.a01a019c8ed08p-16,
    -0x1.27e4f7f1411a6p-22, 0x1.1ee9db8e316dfp-29,  -0x1.8fa65e8cc00a9p-37,
};

/* atan(t) = t + t z P(z), |t| <= 7 / 16: within 2^-57.7. */
static const double ARCTANGENT[] = {
    -0x1.555555555550bp-2, 0x1.999999998e7ecp-3, -0x1.2492491ff3791p-3, 0x1.c71c6fdb32587p-4,
    -0x1.745cdba6ed08cp-4, 0x1.3b0f2083279cdp-4, -0x1.10d603113f824p-4, 0x1.ddddc0b3a6b4fp-5,
    -0x1.97a0cf76fd3a1p-5, 0x1.2b18514e9cafcp-5, -0x1.0a7fe2331caffp-6,
};

/* asin(s) = s + s z P(z), |s| <= 1 / 2: within 2^-59.9. */
static const double ARCSINE[] = {
    0x1.5555555555577p-3, 0x1.333333332e131p-4,  0x1.6db6db7212680p-5, 0x1.f1c71a94f2db6p-6, 0x1.6e8bdee04373bp-6,
    0x1.1c49f05c6ef26p-6, 0x1.ca1f8d802e2afp-7,  0x1.758588f3c90a8p-7, 0x1.613c915845713p-7, 0x1.e5f53367f72e8p-9,
    0x1.639c8e130c967p-6, -0x1.57fda5214bf2cp-6, 0x1.0b46ca7a5855ap-5,
};

#endif
