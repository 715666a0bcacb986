#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Local response normalisation of channel-packed pictures (packed.glsl):
//   output[n][c][i] = input[n][c][i] / (bias + alpha/size · Σ input[n][d][i]²)^beta, d from c - BEFORE to c + AFTER within the channels.
// Krizhevsky et al. 2012, section 3.3.
// One invocation computes four channels of one pixel.
//
// input, output [N][vectors][pixels] in vectors of 4 channels, all of which exist; count vectors
// variants: f32 f16 f32_texel f16_texel
#include "kernel.glsl"
#include "packed.glsl"
#include "arithmetic.glsl"

layout(constant_id = 4) const uint BEFORE = 2;
layout(constant_id = 5) const uint AFTER = 2;

PACKED_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint vectors;
    uint pixels;
    float alpha_over_size;
    float beta;
    float bias;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint plane = index / p.pixels;
    int vector = int(plane % p.vectors);
    vec4 own = vec4(0);
    vec4 sum = vec4(0);
    [[unroll]] for (int v = -int(BEFORE + 3) / 4; v <= int(AFTER + 3) / 4; v++) {
        bool inside = uint(vector + v) < p.vectors;
        vec4 value = LOAD4(input_data, p.input_base / 4 + uint(int(index) + (inside ? v : 0) * int(p.pixels)));
        if (v == 0)
            own = value;
        vec4 squares = inside ? value * value : vec4(0);
        [[unroll]] for (int j = 0; j < 4; j++) {
            [[unroll]] for (int i = 0; i < 4; i++) {
                int distance = v * 4 + j - i;
                if (distance >= -int(BEFORE) && distance <= int(AFTER))
                    sum[i] += squares[j];
            }
        }
    }
    vec4 norm = vec4(p.bias) + p.alpha_over_size * sum;
    vec4 factor = pow(norm, vec4(-p.beta));
    // Some drivers make a number of a power of NaN.
    [[unroll]] for (int i = 0; i < 4; i++)
        factor[i] = is_nan(norm[i]) ? norm[i] : factor[i];
    output_data[p.output_base / 4 + index] = ELEMENT4(own * factor);
}
