#version 450
#extension GL_GOOGLE_include_directive : require
// Nc4hw pictures (layout.glsl) to plain ones:
//   output[n][4*v + j][i] = input[n][v][i][j], for all channels there are
// One invocation reads one vector.
//
// input  [N][ceil(channels / 4)][pixels] vectors, count of them
// output [N][channels][pixels] elements
// variants: f32 f16 f32_texel f16_texel
#include "kernel.glsl"
#include "layout.glsl"

BUFFER4(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint channels;
    uint vectors;
    uint pixels;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint plane = index / p.pixels;
    uint pixel = index - plane * p.pixels;
    uint picture = plane / p.vectors;
    uint channel = (plane - picture * p.vectors) * 4;
    uint at = p.output_base + (picture * p.channels + channel) * p.pixels + pixel;
    vec4 value = LOAD4(input_data, p.input_base / 4 + index);
    for (uint i = 0; i < 4; i++) {
        if (channel + i < p.channels)
            output_data[at + i * p.pixels] = ELEMENT(value[i]);
    }
}
