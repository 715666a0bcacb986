// output = min(1, largest / (norm + 1e-6)), as PyTorch clips gradients; 0 where the norm is infinite or NaN: no step is made then.
//
// One invocation computes it.
//
// norm, output  one number
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32
#include "kernel.glsl"
#include "finite.glsl"

layout(binding = 0, set = 0) readonly buffer Norm { ELEMENT norm_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint norm_base;
    uint output_base;
    float largest;
} p;

void main()
{
    if (invocation_index() > 0)
        return;
    float norm = norm_data[p.norm_base];
    output_data[p.output_base] = is_finite(norm) ? min(p.largest / (norm + 1e-6), 1.0) : 0.0;
}
