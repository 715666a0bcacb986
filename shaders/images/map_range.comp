// ranges[range_base + m] = (min, max) over the finite elements of map m; (0, 0) where there are none.
//
// One workgroup per map.
//   maps   [maps, pixels]  activation maps, one after another, element `base` being the first
//   ranges [.., 2]
// variants: f32 f16
#version 450
#extension GL_GOOGLE_include_directive : require
#include "element.glsl"

const uint SIZE = 128;
const float LARGEST = 3.402823466e38;

layout(local_size_x = 128) in;

layout(binding = 0, set = 0) readonly buffer Maps { ELEMENT maps[]; };
layout(binding = 0, set = 1) writeonly buffer Ranges { vec2 ranges[]; };

layout(push_constant) uniform Push {
    uint base;
    uint range_base;
    uint pixels;
} p;

shared vec2 found[SIZE];

void main()
{
    uint lane = gl_LocalInvocationID.x;
    uint start = p.base + gl_WorkGroupID.x * p.pixels;
    vec2 range = vec2(LARGEST, -LARGEST);
    for (uint i = lane; i < p.pixels; i += SIZE) {
        float value = float(maps[start + i]);
        if (is_finite(value))
            range = vec2(min(range.x, value), max(range.y, value));
    }
    found[lane] = range;
    barrier();
    for (uint width = SIZE / 2; width > 0; width /= 2) {
        if (lane < width)
            found[lane] = vec2(min(found[lane].x, found[lane + width].x), max(found[lane].y, found[lane + width].y));
        barrier();
    }
    if (lane == 0)
        ranges[p.range_base + gl_WorkGroupID.x] = found[0].x <= found[0].y ? found[0] : vec2(0.0);
}
