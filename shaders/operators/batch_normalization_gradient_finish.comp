#version 450
#extension GL_GOOGLE_include_directive : require
// The gradients of scale and bias from the sums of batch_normalization_gradient_sums.comp, and what the gradient of the input is computed with:
//   dbeta[c] = S1 = Σ g, dgamma[c] = S2 / d, S2 = Σ g · (x - mean), d = sqrt(variance + epsilon)
//   coefficients[c/width][0..3][c%width] = mean, a = gamma / d, b = -a · S2 / (d² · count), e = -a · S1 / count; 0 for channels past the last
// One invocation, or one workgroup where COOPERATIVE, computes one channel.
//
// sums [vectors][slots][2][width]; coefficients [filled/width][4][width]; the rest: channels elements each
// A cooperative workgroup is a power of two, at most 256.
// variants: f32
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Sums { float sums_data[]; };
layout(binding = 1, set = 0) readonly buffer Gamma { float gamma_data[]; };
layout(binding = 2, set = 0) readonly buffer Mean { float mean_data[]; };
layout(binding = 3, set = 0) readonly buffer Variance { float variance_data[]; };
layout(binding = 4, set = 0) writeonly buffer GammaGradient { float gamma_gradient_data[]; };
layout(binding = 5, set = 0) writeonly buffer BetaGradient { float beta_gradient_data[]; };
layout(binding = 6, set = 0) writeonly buffer Coefficients { float coefficients_data[]; };

layout(push_constant) uniform Push {
    uint sums_base;
    uint gamma_base;
    uint mean_base;
    uint variance_base;
    uint gamma_gradient_base;
    uint beta_gradient_base;
    uint coefficients_base;
    uint channels;
    uint filled;
    uint width;
    uint slots;
    float count;
    float epsilon;
} p;

#include "channel_totals.glsl"

void main()
{
    uint c = own_channel();
    vec2 sums = totals(c, p.channels);
    if (c >= p.filled || !writes())
        return;
    uint at = p.coefficients_base + c / p.width * 4 * p.width + c % p.width;
    vec4 coefficients = vec4(0);
    if (c < p.channels) {
        float inverse = 1.0 / sqrt(variance_data[p.variance_base + c] + p.epsilon);
        float gamma_gradient = sums.y * inverse;
        float a = gamma_data[p.gamma_base + c] * inverse;
        gamma_gradient_data[p.gamma_gradient_base + c] = gamma_gradient;
        beta_gradient_data[p.beta_gradient_base + c] = sums.x;
        coefficients = vec4(mean_data[p.mean_base + c], a, -a * inverse * (gamma_gradient / p.count), -a * (sums.x / p.count));
    }
    for (uint i = 0; i < 4; i++)
        coefficients_data[at + i * p.width] = coefficients[i];
}
