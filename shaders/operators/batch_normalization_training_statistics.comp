#version 450
#extension GL_GOOGLE_include_directive : require
// Mean and population variance of each channel from the sums of batch_normalization_training_sums.comp, and what the channel is normalised with:
//   mean[c] = s + S1/count, variance[c] = S2/count - (S1/count)², s the channel's first element, S1 = Σ (x - s), S2 = Σ (x - s)²
//   coefficients[c/width][0..2][c%width] = mean, gamma / sqrt(variance + epsilon), beta; 0 for channels past the last
// One invocation, or one workgroup where COOPERATIVE, computes one channel.
//
// sums [vectors][slots][2][width]; input: the pictures as they lie, of which the first elements are read; the rest: channels elements each
// A cooperative workgroup is a power of two, at most 256.
// variants: f32
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Sums { float sums_data[]; };
layout(binding = 1, set = 0) readonly buffer Input { float input_data[]; };
layout(binding = 2, set = 0) readonly buffer Gamma { float gamma_data[]; };
layout(binding = 3, set = 0) readonly buffer Beta { float beta_data[]; };
layout(binding = 4, set = 0) writeonly buffer Mean { float mean_data[]; };
layout(binding = 5, set = 0) writeonly buffer Variance { float variance_data[]; };
layout(binding = 6, set = 0) writeonly buffer Coefficients { float coefficients_data[]; };

layout(push_constant) uniform Push {
    uint sums_base;
    uint input_base;
    uint gamma_base;
    uint beta_base;
    uint mean_base;
    uint variance_base;
    uint coefficients_base;
    uint channels;
    uint filled;
    uint width;
    uint slots;
    uint pixels;
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
    uint at = p.coefficients_base + c / p.width * 3 * p.width + c % p.width;
    bool exists = c < p.channels;
    vec3 coefficients = vec3(0);
    if (exists) {
        float offset = sums.x / p.count;
        float mean = input_data[p.input_base + c / p.width * p.pixels * p.width + c % p.width] + offset;
        float spread = sums.y / p.count - offset * offset;
        // Not max(): what that makes of NaN is left open, and a network that has gone wrong must show.
        float variance = spread < 0.0 ? 0.0 : spread;
        mean_data[p.mean_base + c] = mean;
        variance_data[p.variance_base + c] = variance;
        coefficients = vec3(mean, gamma_data[p.gamma_base + c] / sqrt(variance + p.epsilon), beta_data[p.beta_base + c]);
    }
    coefficients_data[at] = coefficients.x;
    coefficients_data[at + p.width] = coefficients.y;
    coefficients_data[at + 2 * p.width] = coefficients.z;
}
